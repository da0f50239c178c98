//! Tags of a request.

use std::time::Duration;

use opentelemetry::trace::FutureExt as _;
use sqlspan::CommentMode;
use sqlspan::comment::{inherit, parse, scope};
use sqlspan_tests::{OwnPostgres, Trace, alone, block_on};

use crate::modes::{install, server};
use crate::{comments, sampled, unsampled};

fn route(server: &OwnPostgres) -> Option<String> {
    let text = server.log().pop().expect("a statement was logged").text;
    parse(&text).into_iter().find(|(key, _)| key == "route").map(|(_, value)| value)
}

#[test]
fn a_route_is_seen_across_awaits_and_never_in_a_cached_text() {
    if !alone("requests::a_route_is_seen_across_awaits_and_never_in_a_cached_text") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let telemetry = install(&orders.pool, comments(CommentMode::Sampled));
        let request = async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            orders.find(1).await?;
            tokio::task::yield_now().await;
            orders.find(2).await
        };
        sampled(scope([("route", "/orders/{id}")], request)).await;
        assert_eq!(route(&server).as_deref(), Some("/orders/{id}"));
        sampled(orders.find(1)).await;
        assert_eq!(route(&server), None, "it ends with its future");

        // Not sampled: the text is cached, so it is the constant one.
        unsampled(scope([("route", "/orders/{id}")], orders.find(1))).await;
        assert_eq!(route(&server), None);
        // Never cached.
        unsampled(scope([("route", "/raw")], orders.raw())).await;
        assert_eq!(route(&server).as_deref(), Some("/raw"));
        for mode in [CommentMode::Constant, CommentMode::Bound] {
            telemetry.set_comment_mode(mode);
            sampled(scope([("route", "/orders/{id}")], orders.find(1))).await;
            assert_eq!(route(&server), None, "{mode:?}");
        }
    });
}

#[test]
fn scopes_nest_and_spawned_tasks_inherit() {
    if !alone("requests::scopes_nest_and_spawned_tasks_inherit") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        install(&orders.pool, comments(CommentMode::Sampled));
        let nested = scope([("route", "/outer"), ("tenant", "a")], scope([("route", "/inner")], orders.find(1)));
        sampled(nested).await;
        let text = server.log().pop().unwrap().text;
        assert!(text.contains("route='%2Finner',tenant='a',traceparent='"), "{text}");

        let trace = Trace::start("request");
        let context = trace.context();
        let pool = orders.pool.clone();
        let spawned = scope([("route", "/spawned".to_owned())], async move {
            let inside = async move { crate::orders::Orders { pool }.find(1).await };
            tokio::spawn(inherit(inside).with_context(context)).await
        });
        spawned.await.unwrap().unwrap();
        assert_eq!(route(&server).as_deref(), Some("/spawned"));
    });
}
