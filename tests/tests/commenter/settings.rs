//! What can be settled: by process, pool, block and while running.

use opentelemetry::propagation::TextMapCompositePropagator;
use opentelemetry::trace::{
    FutureExt as _, SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};
use opentelemetry::{Context, KeyValue, baggage::BaggageExt as _, global};
use opentelemetry_sdk::propagation::{BaggagePropagator, TraceContextPropagator};
use sqlspan::comment::parse;
use sqlspan::{CommentMode, CommentPosition, Comments, PoolSettings, Telemetry};
use sqlspan_tests::{OwnPostgres, Trace, alone, block_on};
use sqlx::postgres::PgPoolOptions;

use crate::modes::{install, server};
use crate::orders::Orders;
use crate::{comments, sampled, traceparent};

fn last(server: &OwnPostgres) -> String {
    server.log().pop().expect("a statement was logged").text
}

fn keys(text: &str) -> Vec<String> {
    parse(text).into_iter().map(|(key, _)| key).collect()
}

#[test]
fn groups_of_tags_one_by_one() {
    for (test, comments, expected) in [
        ("by default", comments(CommentMode::Sampled), "action application controller db_driver traceparent"),
        ("no driver", comments(CommentMode::Sampled).db_driver(false), "action application controller traceparent"),
        ("no type", comments(CommentMode::Sampled).controller(false), "action application db_driver traceparent"),
        ("no function", comments(CommentMode::Sampled).action(false), "application controller db_driver traceparent"),
        (
            "no trace",
            comments(CommentMode::Sampled).opentelemetry_values(false),
            "action application controller db_driver",
        ),
        (
            "no trace, bound",
            comments(CommentMode::Bound).opentelemetry_values(false),
            "action application controller db_driver",
        ),
        (
            "code",
            comments(CommentMode::Constant).code(true),
            "action application code.file.path code.function.name code.line.number controller db_driver",
        ),
        ("a tag taken back", comments(CommentMode::Constant).application(""), "action controller db_driver"),
    ] {
        if std::env::var("SQLSPAN_TEST_CASE").is_ok_and(|case| case != test) {
            continue;
        }
        // One process for each, since settings are installed once.
        if std::env::var_os("SQLSPAN_TEST_CASE").is_none() {
            let program = std::env::current_exe().unwrap();
            let output = std::process::Command::new(program)
                .args(["--exact", "settings::groups_of_tags_one_by_one", "--nocapture"])
                .env("SQLSPAN_TEST_CASE", test)
                .output()
                .unwrap();
            assert!(output.status.success(), "{test}: {}", String::from_utf8_lossy(&output.stderr));
            continue;
        }
        block_on(async {
            let Some((server, orders)) = server().await else { return };
            install(&orders.pool, comments);
            sampled(orders.find(1)).await;
            let text = last(&server);
            assert_eq!(keys(&text).join(" "), expected, "{text}");
            if test == "code" {
                assert!(text.contains("code.file.path='tests%2Ftests%2Fcommenter%2Forders.rs'"), "{text}");
            }
        });
    }
}

#[test]
fn no_tags_leave_the_text_as_it_is() {
    if !alone("settings::no_tags_leave_the_text_as_it_is") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        install(&orders.pool, Comments::new(CommentMode::Constant).db_driver(false).controller(false).action(false));
        sampled(orders.raw()).await;
        assert_eq!(last(&server), "SELECT count(*) FROM orders;");
    });
}

/// Two pools to one server, and a connection from each: each has its own comments.
#[test]
fn pools_have_settings_of_their_own() {
    if !alone("settings::pools_have_settings_of_their_own") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let second = PgPoolOptions::new().max_connections(1).connect(&server.url()).await.unwrap();
        let third = PgPoolOptions::new().max_connections(1).connect(&server.url()).await.unwrap();
        let telemetry = Telemetry::builder()
            .comments(Comments::new(CommentMode::Constant).application("process"))
            .pool(&orders.pool, PoolSettings::named("orders").comments(comments(CommentMode::Bound)))
            .pool(&second, PoolSettings::named("second"))
            .install()
            .unwrap();
        let (second, third) = (Orders { pool: second }, Orders { pool: third });
        sampled(orders.find(1)).await;
        assert!(last(&server).contains("application='shop',") && last(&server).contains("trace_parameter='2'"));
        for pool in [&second, &third] {
            sampled(pool.find(1)).await;
            assert!(last(&server).contains("application='process',"));
        }
        // A helper that is handed a connection finds the settings by the name of the pool.
        sampled(async { Orders::stream_on(&mut *orders.pool.acquire().await?).await }).await;
        assert!(last(&server).contains("trace_parameter='1'"), "{}", last(&server));

        telemetry.set_pool_comment_mode("second", CommentMode::Off).unwrap();
        sampled(second.find(1)).await;
        assert_eq!(keys(&last(&server)), [""; 0]);
        sampled(third.find(1)).await;
        assert!(last(&server).contains("application='process',"));

        telemetry.set_comment_mode(CommentMode::Off);
        for pool in [&orders, &second, &third] {
            sampled(pool.find(1)).await;
            assert_eq!(last(&server), "SELECT id, status FROM orders WHERE id = $1", "off is off everywhere");
        }
        let unknown = telemetry.set_pool_comment_mode("nobody's", CommentMode::Off).unwrap_err();
        assert!(unknown.to_string().contains("`nobody's`"));
    });
}

#[test]
fn prepended() {
    if !alone("settings::prepended") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let telemetry = install(&orders.pool, comments(CommentMode::Sampled).position(CommentPosition::Prepend));
        let (_, spans) = sampled(orders.find(1)).await;
        let tags = "action='find',application='shop',controller='Orders',db_driver='sqlx-postgres'";
        let rest = "SELECT id, status FROM orders WHERE id = $1";
        assert_eq!(last(&server), format!("/*{tags},traceparent='{}'*/ {rest}", traceparent(&spans[0])));
        telemetry.set_comment_mode(CommentMode::Bound);
        sampled(orders.find(1)).await;
        assert_eq!(last(&server), format!("/*{tags},trace_parameter='2'*/ {rest}"));
    });
}

#[test]
fn the_commented_text_goes_on_the_span_when_asked() {
    if !alone("settings::the_commented_text_goes_on_the_span_when_asked") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let telemetry = install(&orders.pool, comments(CommentMode::Sampled).on_span(true));
        let text = |span: &opentelemetry_sdk::trace::SpanData| {
            let texts: Vec<String> = span
                .attributes
                .iter()
                .filter(|pair| pair.key.as_str() == "db.query.text")
                .map(|pair| pair.value.to_string())
                .collect();
            assert_eq!(texts.len(), 1, "{texts:?}");
            texts[0].clone()
        };
        for mode in [CommentMode::Constant, CommentMode::Sampled, CommentMode::Bound] {
            telemetry.set_comment_mode(mode);
            let (_, spans) = sampled(orders.find(1)).await;
            assert_eq!(text(&spans[0]), last(&server), "{mode:?}");
        }
        let (_, spans) = sampled(orders.commented_by_hand(1)).await;
        assert_eq!(text(&spans[0]), "SELECT id FROM orders WHERE id = $1 -- by hand");
        telemetry.set_comment_mode(CommentMode::Off);
        let (_, spans) = sampled(orders.find(1)).await;
        assert_eq!(text(&spans[0]), "SELECT id, status FROM orders WHERE id = $1");
    });
}

/// The trace context is what the propagator makes of it: `tracestate` and baggage come along.
#[test]
fn propagators() {
    if !alone("settings::propagators") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let telemetry = install(&orders.pool, comments(CommentMode::Sampled));
        // No propagator is set: W3C's.
        let _ = Trace::start("other");
        let parent = |state: &str| {
            let state: TraceState = state.parse().unwrap();
            let parent = SpanContext::new(TraceId::from(7), SpanId::from(7), TraceFlags::SAMPLED, true, state);
            Context::new().with_remote_span_context(parent)
        };
        orders.find(1).with_context(parent("")).await.unwrap();
        assert_eq!(keys(&last(&server))[4..], ["traceparent"]);
        orders.find(1).with_context(parent("congo=t61rcWkgMzE,rojo=00f067aa0ba902b7")).await.unwrap();
        let text = last(&server);
        assert!(text.ends_with(",tracestate='congo%3Dt61rcWkgMzE%2Crojo%3D00f067aa0ba902b7'*/"), "{text}");

        global::set_text_map_propagator(TextMapCompositePropagator::new(vec![
            Box::new(TraceContextPropagator::new()),
            Box::new(BaggagePropagator::new()),
        ]));
        let context = parent("").with_baggage([KeyValue::new("tenant", "a b")]);
        orders.find(1).with_context(context.clone()).await.unwrap();
        let text = last(&server);
        assert!(text.contains(",baggage='tenant%3Da%2520b',"), "{text}");
        assert_eq!(keys(&text).last().map(String::as_str), Some("traceparent"), "an empty tracestate is left out");

        // In a bind parameter: the bare traceparent where that is all, else the inside of a comment.
        telemetry.set_comment_mode(CommentMode::Bound);
        orders.find(1).with_context(context).await.unwrap();
        let parameters = server.log().pop().unwrap().parameters;
        assert!(parameters.contains("$2 = 'baggage=''tenant%3Da%2520b'',traceparent=''00-"), "{parameters}");
    });
}

#[test]
fn a_propagator_of_its_own() {
    if !alone("settings::a_propagator_of_its_own") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        install(&orders.pool, comments(CommentMode::Sampled).propagator(BaggagePropagator::new()));
        let _ = Trace::start("other");
        let trace = Trace::start("request");
        let context = trace.context().with_baggage([KeyValue::new("tenant", "a")]);
        orders.find(1).with_context(context).await.unwrap();
        assert_eq!(keys(&last(&server)), ["action", "application", "baggage", "controller", "db_driver"]);
    });
}

/// What is suppressed is silent: no span, and no comment either.
#[test]
fn suppressed() {
    if !alone("settings::suppressed") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        install(&orders.pool, comments(CommentMode::Bound));
        let context = Context::new().with_telemetry_suppressed();
        orders.find(1).with_context(context).await.unwrap();
        assert_eq!(last(&server), "SELECT id, status FROM orders WHERE id = $1");
    });
}
