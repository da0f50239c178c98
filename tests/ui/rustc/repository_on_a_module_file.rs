//! An attribute does not see the file of a module.

#[sqlspan::repository]
mod orders;

fn main() {
    drop(orders::count);
}
