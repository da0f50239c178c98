//! Tests that change what is the process's: each runs in a process of its own.

use std::process::Command;

use crate::systems::COMMENTS;

/// Runs the test `name` again, in a process of its own, where this is true: `if !alone("module::test") { return }`.
///
/// # Panics
///
/// When the test fails there.
#[must_use]
pub fn alone(name: &str) -> bool {
    alone_with(name, &[])
}

/// The same with variables of the environment.
///
/// # Panics
///
/// As [`alone`].
#[must_use]
pub fn alone_with(name: &str, variables: &[(&str, &str)]) -> bool {
    const ALONE: &str = "SQLSPAN_TEST_ALONE";
    if std::env::var_os(ALONE).is_some() {
        return true;
    }
    let program = std::env::current_exe().expect("the path of this program");
    let mut command = Command::new(program);
    let output = command
        .args(["--exact", name, "--nocapture"])
        .env(ALONE, "1")
        .envs(variables.iter().copied())
        .output()
        .expect("this program can be run again");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{stdout}\n{stderr}");
    // A wrong name would run nothing and succeed.
    assert!(stdout.contains("1 passed"), "{name} is not the name of a test");
    for line in stdout.lines().filter(|line| line.contains("skipped: ")) {
        println!("{line}");
    }
    false
}

/// Runs a future to its end.
///
/// # Panics
///
/// When there can be no runtime.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(future)
}

/// Runs all other tests of this program once more in each mode of comments: nothing that they assert may change. `name`
/// is that of the test that does so.
///
/// # Panics
///
/// When one of them fails, or does not run.
pub fn in_every_mode(name: &str) {
    if std::env::var_os(COMMENTS).is_some() {
        return;
    }
    let program = std::env::current_exe().expect("the path of this program");
    let others = || {
        let mut command = Command::new(&program);
        command.args(["--skip", name]);
        command
    };
    let listed = others().arg("--list").output().expect("this program can be run again");
    let listed = String::from_utf8_lossy(&listed.stdout).lines().filter(|line| line.ends_with(": test")).count();
    assert!(listed > 0, "there are no other tests");
    for mode in ["constant", "sampled", "bound"] {
        let output = others().env(COMMENTS, mode).output().expect("this program can be run again");
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{mode}: {stdout}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(
            stdout.contains(&format!("test result: ok. {listed} passed; 0 failed; 0 ignored;")),
            "{mode}: {stdout}"
        );
    }
}
