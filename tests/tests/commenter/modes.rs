//! What PostgreSQL receives, by its own log.

use sqlspan::{CommentMode, Comments, PoolSettings, Telemetry};
use sqlspan_tests::{Logged, OwnPostgres, alone, block_on};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use crate::orders::{Orders, free};
use crate::{comments, sampled, traceparent, unsampled};

/// A server of one's own, and a pool of one connection to it.
pub async fn server() -> Option<(OwnPostgres, Orders)> {
    let server = OwnPostgres::start()?;
    let pool = PgPoolOptions::new().max_connections(1).connect(&server.url()).await.unwrap();
    sqlx::raw_sql(sqlspan_tests::SEED).execute(&pool).await.unwrap();
    Some((server, Orders { pool }))
}

pub fn install(pool: &PgPool, comments: Comments) -> Telemetry {
    Telemetry::builder().pool(pool, PoolSettings::named("orders").comments(comments)).install().unwrap()
}

/// The last statement in the log.
fn last(server: &OwnPostgres) -> Logged {
    server.log().pop().expect("a statement was logged")
}

/// The comment of `SQLAlchemy`'s instrumentation, without its doubled percent signs.
#[test]
fn the_reference_output() {
    if !alone("modes::the_reference_output") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let two = Comments::new(CommentMode::Sampled).action(false).controller(false);
        install(&orders.pool, two);
        let (_, spans) = sampled(orders.find(1)).await;
        let expected = format!(
            "SELECT id, status FROM orders WHERE id = $1 /*db_driver='sqlx-postgres',traceparent='{}'*/",
            traceparent(&spans[0])
        );
        assert_eq!(last(&server).text, expected);
    });
}

#[test]
fn every_mode() {
    if !alone("modes::every_mode") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let telemetry = install(&orders.pool, comments(CommentMode::Off));
        let plain = "SELECT id, status FROM orders WHERE id = $1";
        let tags = "action='find',application='shop',controller='Orders',db_driver='sqlx-postgres'";
        let constant = format!("{plain} /*{tags}*/");
        let bound = format!("{plain} /*{tags},trace_parameter='2'*/");

        sampled(orders.find(1)).await;
        let off = last(&server);
        assert_eq!((off.text.as_str(), off.parameters.as_str()), (plain, "$1 = '1'"));

        telemetry.set_comment_mode(CommentMode::Constant);
        for _ in 0..2 {
            sampled(orders.find(1)).await;
            let logged = last(&server);
            assert_eq!((logged.text.as_str(), logged.parameters.as_str()), (constant.as_str(), "$1 = '1'"));
            assert!(logged.name.starts_with("sqlx_s_"), "{logged:?}");
        }

        telemetry.set_comment_mode(CommentMode::Sampled);
        let (_, spans) = sampled(orders.find(1)).await;
        let logged = last(&server);
        assert_eq!(logged.text, format!("{plain} /*{tags},traceparent='{}'*/", traceparent(&spans[0])));
        assert_eq!(logged.name, "<unnamed>");
        unsampled(orders.find(1)).await;
        let logged = last(&server);
        assert_eq!(logged.text, constant);
        assert!(logged.name.starts_with("sqlx_s_"), "{logged:?}");

        telemetry.set_comment_mode(CommentMode::Bound);
        for id in 1..4 {
            let (_, spans) = sampled(orders.find(id)).await;
            let logged = last(&server);
            assert_eq!(logged.text, bound);
            assert_eq!(logged.parameters, format!("$1 = '{id}', $2 = '{}'", traceparent(&spans[0])));
            assert!(logged.name.starts_with("sqlx_s_"), "{logged:?}");
        }
        unsampled(orders.find(1)).await;
        let logged = last(&server);
        assert_eq!((logged.text, logged.parameters.as_str()), (bound, "$1 = '1', $2 = NULL"));
        assert!(telemetry.bind_skips().is_empty());
    });
}

/// Literals, constants, choices, builders, streams, both call forms: the comment is where it belongs.
#[test]
fn every_kind_of_text() {
    if !alone("modes::every_kind_of_text") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let telemetry = install(&orders.pool, comments(CommentMode::Sampled));
        let comment = |action: &str, more: &str| {
            format!("/*action='{action}',application='shop',controller='Orders',db_driver='sqlx-postgres'{more}*/")
        };
        let by_id = "SELECT id FROM orders WHERE id = $1";
        for mode in [CommentMode::Sampled, CommentMode::Bound] {
            telemetry.set_comment_mode(mode);
            // `trace` is what a traced statement has more; `None`, where the mode can't say it in a parameter.
            macro_rules! case {
                ($call:expr, $text:expr, $action:expr, $parameter:expr) => {{
                    let (_, spans) = sampled($call).await;
                    let (logged, traceparent) = (last(&server), traceparent(&spans[0]));
                    let parameter: Option<usize> = $parameter;
                    let (more, bound) = match parameter.filter(|_| mode == CommentMode::Bound) {
                        Some(number) => (format!(",trace_parameter='{number}'"), Some((number, traceparent))),
                        None => (format!(",traceparent='{traceparent}'"), None),
                    };
                    assert_eq!(logged.text, $text.replace("{}", &comment($action, &more)), "{mode:?}");
                    if let Some((number, traceparent)) = bound {
                        assert!(logged.parameters.ends_with(&format!("${number} = '{traceparent}'")), "{logged:?}");
                    }
                }};
            }
            case!(orders.constant(1), "SELECT id, status FROM orders WHERE id = $1 {}", "constant", Some(2));
            case!(orders.chosen(true), "SELECT id FROM orders ORDER BY id DESC {}", "chosen", Some(1));
            case!(orders.chosen(false), "SELECT id FROM orders ORDER BY id {}", "chosen", Some(1));
            case!(orders.built(&[1, 2]), "SELECT id FROM orders WHERE id IN ($1, $2) {}", "built", Some(3));
            case!(orders.built(&[3]), "SELECT id FROM orders WHERE id IN ($1) {}", "built", Some(2));
            case!(orders.raw(), "SELECT count(*) FROM orders {};", "raw", None);
            case!(orders.stream(), "SELECT id FROM orders ORDER BY id {}", "stream", Some(1));
            case!(orders.reversed(), "SELECT count(*) FROM orders {}", "reversed", None);
            case!(orders.not_persistent(1), format!("{by_id} {{}}"), "not_persistent", None);
            let stream_on = async { Orders::stream_on(&mut *orders.pool.acquire().await?).await };
            case!(stream_on, "SELECT id FROM orders ORDER BY id {}", "stream_on", Some(1));

            let (_, spans) = sampled(free(&orders.pool)).await;
            let driver = "application='shop',db_driver='sqlx-postgres'";
            let trace = match mode {
                CommentMode::Bound => "trace_parameter='1'".to_owned(),
                _ => format!("traceparent='{}'", traceparent(&spans[0])),
            };
            assert_eq!(last(&server).text, format!("SELECT count(*) FROM orders /*action='free',{driver},{trace}*/"));

            sampled(orders.plain(1)).await;
            assert_eq!(last(&server).text, by_id);
            sampled(orders.commented_by_hand(1)).await;
            assert_eq!(last(&server).text, format!("{by_id} -- by hand"));
            sampled(orders.listen()).await;
            assert_eq!(last(&server).text, "LISTEN orders");
        }
    });
}

#[test]
fn tags_of_the_attribute() {
    if !alone("modes::tags_of_the_attribute") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        install(&orders.pool, comments(CommentMode::Constant).tag("team", "shipping").framework("axum:0.8"));
        sampled(orders.tagged(1)).await;
        assert_eq!(
            last(&server).text,
            "SELECT id FROM orders WHERE id = $1 /*action='stated',application='shop',controller='Orders',\
             db_driver='sqlx-postgres',framework='axum%3A0.8',service.name='shop%27s',team='billing',version='0.1.0'*/"
        );
    });
}

/// The statements between `BEGIN` and `COMMIT` belong to the pool that the transaction is of.
#[test]
fn in_a_transaction() {
    if !alone("modes::in_a_transaction") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        install(&orders.pool, comments(CommentMode::Bound));
        let ((), spans) = sampled(orders.in_transaction(1)).await;
        let log = server.log();
        let [.., begin, update, commit] = log.as_slice() else { panic!("{log:?}") };
        assert_eq!((begin.text.as_str(), commit.text.as_str()), ("BEGIN", "COMMIT"));
        assert!(update.text.ends_with("db_driver='sqlx-postgres',trace_parameter='2'*/"), "{update:?}");
        assert!(update.parameters.ends_with(&format!("'{}'", traceparent(&spans[0]))), "{update:?}");
    });
}

/// A COPY is sent unprepared, so that it carries its trace itself; one that is awaited elsewhere stays as it is.
#[test]
fn a_copy() {
    if !alone("modes::a_copy") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let telemetry = install(&orders.pool, comments(CommentMode::Off));
        let tags = "action='copied',application='shop',controller='Orders',db_driver='sqlx-postgres'";
        for mode in [CommentMode::Off, CommentMode::Constant, CommentMode::Sampled, CommentMode::Bound] {
            telemetry.set_comment_mode(mode);
            let ((), spans) = sampled(Box::pin(orders.copied())).await;
            let comment = match mode {
                CommentMode::Off => String::new(),
                CommentMode::Constant => format!(" /*{tags}*/"),
                _ => format!(" /*{tags},traceparent='{}'*/", traceparent(&spans[0])),
            };
            let expected = format!("COPY items TO STDOUT{comment}");
            assert_eq!(last(&server).text, expected, "{mode:?}");
        }
        sampled(Box::pin(orders.copied_later())).await;
        assert_eq!(last(&server).text, "COPY items TO STDOUT");
    });
}
