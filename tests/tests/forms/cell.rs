//! One cell of the table: the same tokens twice, with the attribute after `=>` and without it.

/// Every cell reads `name = "form" on "executor", [spans] [shared items] { attributes => #[ours] item }` and has a
/// function `run(&Fixture) -> sqlx::Result<_>`. Without the attribute there is no span at all, and the result is equal.
macro_rules! forms {
    ($(
        $name:ident = $form:literal on $executor:literal, [$($expect:expr),*] $([$($shared:tt)*])? {
            $(#[$before:meta])* => #[$attribute:meta] $($item:tt)*
        }
    )*) => {
        /// Form and executor of each cell.
        pub const TABLE: &[(&str, &str)] = &[$(($form, $executor)),*];
        $(
            mod $name {
                use super::*;

                mod plain {
                    use super::super::*;
                    $($($shared)*)?
                    $(#[$before])*
                    $($item)*
                }

                mod annotated {
                    use super::super::*;
                    $($($shared)*)?
                    $(#[$before])*
                    #[$attribute]
                    $($item)*
                }

                #[tokio::test]
                async fn is_traced() {
                    let Some(db) = Fixture::new().await else { return };
                    let trace = Trace::start("plain");
                    let plain = outcome(trace.run(plain::run(&db)).await);
                    assert_eq!(trace.queries().len(), 0, "plain sqlx makes no spans");
                    db.seed().await;
                    let trace = Trace::start("annotated");
                    let annotated = outcome(trace.run(annotated::run(&db)).await);
                    assert_eq!(annotated, plain);
                    let module = concat!("::", stringify!($name), "::annotated::");
                    Expect::exactly(&[$($expect),*], &trace, &db.server, module);
                }
            }
        )*
    };
}
