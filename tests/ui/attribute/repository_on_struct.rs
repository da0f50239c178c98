use sqlspan::repository;

#[repository]
struct Orders;

fn main() {}
