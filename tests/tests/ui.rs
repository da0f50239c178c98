//! The messages of the compiler: one idea a file under `ui/`, its text beside it.
//!
//! Files under `ui/rustc/` hold text of the compiler's own, which varies with its version; the others are ours alone.

#[rustversion::attr(not(stable(1.95)), ignore = "the texts are those of the pinned toolchain")]
#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
}
