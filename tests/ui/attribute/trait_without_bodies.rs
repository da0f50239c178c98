use sqlspan::repository;

#[repository]
trait Orders {
    fn size(&self) -> u32;
}

fn main() {}
