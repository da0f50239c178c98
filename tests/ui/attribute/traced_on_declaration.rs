use sqlspan::traced;

trait Orders {
    #[traced]
    fn size(&self) -> u32;
}

fn main() {}
