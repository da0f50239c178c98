#!/usr/bin/env bash
# What sqlspan adds to a build: cold builds in CPU seconds, and the macro's time on 1,000 functions of three queries.
# Usage: runtime/benches/build_cost.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TIMEFORMAT='%U %S'

# CPU seconds of a command.
cpu() {
    { time "$@" >/dev/null 2>"$work/log" || { cat "$work/log" >&2; exit 1; }; } 2>&1 | awk '{ print $1 + $2 }'
}

cargo fetch --locked --quiet
# Nothing is left over from one build to the next.
export CARGO_INCREMENTAL=0
export CARGO_TARGET_DIR="$work/target"
echo "macros with their dependencies, cold: $(cpu cargo build --locked -p sqlspan-macros) CPU s"
features=any,mysql,postgres,sqlite
cargo build --locked --quiet -p sqlspan --features "$features" 2>/dev/null
cargo clean --quiet -p sqlspan 2>/dev/null
echo "runtime over sqlx and opentelemetry, cold: $(cpu cargo build --locked -p sqlspan --features "$features") CPU s"

# One crate with and without the attribute; sqlx is checked beforehand.
crate="$work/crate"
mkdir -p "$crate/src"
root=$PWD
cp Cargo.lock "$crate/"
cat >"$crate/Cargo.toml" <<TOML
[package]
name = "thousand"
edition = "2024"
[dependencies]
sqlspan = { path = "$root/runtime" }
sqlx = { version = "0.9", default-features = false, features = ["macros", "sqlite"] }
[workspace]
TOML
generate() {
    for i in $(seq 1000); do
        echo "$1"
        echo "pub async fn f$i(pool: &sqlx::SqlitePool, id: i64) -> sqlx::Result<i64> {"
        echo "    let order: Option<(i64, String)> = sqlx::query_as(\"SELECT id, status FROM orders WHERE id = \$1\").bind(id).fetch_optional(pool).await?;"
        echo "    if order.is_none() { sqlx::query(\"INSERT INTO orders (id, status) VALUES (\$1, 'new')\").bind(id).execute(pool).await?; }"
        echo "    sqlx::query_scalar(\"SELECT count(*) FROM orders JOIN customers ON customers.id = orders.customer_id\").fetch_one(pool).await"
        echo "}"
    done >"$crate/src/main.rs"
    # What is never called is never compiled.
    {
        echo "fn main() {"
        echo "    let pool = sqlx::SqlitePool::connect_lazy(\"sqlite::memory:\").unwrap();"
        echo "    let futures: Vec<std::pin::Pin<Box<dyn Future<Output = sqlx::Result<i64>> + '_>>> = vec!["
        for i in $(seq 1000); do echo "        Box::pin(f$i(&pool, 1)),"; done
        echo "    ];"
        echo "    drop(futures);"
        echo "}"
    } >>"$crate/src/main.rs"
}
expansion() {
    touch "$crate/src/main.rs"
    (cd "$crate" && RUSTC_BOOTSTRAP=1 cargo rustc --quiet --profile check -- -Ztime-passes 2>&1) |
        awk '/macro_expand_crate$/ { print $2 + 0 }'
}
check() {
    touch "$crate/src/main.rs"
    (cd "$crate" && cpu cargo check --quiet)
}
build() {
    touch "$crate/src/main.rs"
    (cd "$crate" && cpu cargo build --quiet)
}
size() {
    strip -o "$work/stripped" "$work/target/debug/thousand"
    stat -c %s "$work/stripped" | awk '{ printf "%.1f", $1 / 1e6 }'
}
for attribute in '' '#[sqlspan::traced]'; do
    generate "$attribute"
    (cd "$crate" && cargo check --quiet && cargo build --quiet)
    echo "1,000 functions ${attribute:-without the attribute}: expansion $(expansion) s, whole check $(check) CPU s," \
        "build $(build) CPU s, binary $(size) MB stripped"
done
