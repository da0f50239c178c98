//! The HTTP side, without a web framework: one request, one SERVER span, one answer.

use opentelemetry::trace::{SpanKind, Status, TraceContextExt as _};
use opentelemetry::{Context, KeyValue};
use sqlspan::comment;

use crate::service::{NewOrder, OrderService, PlaceError, Receipt};
use crate::span::in_span;

/// `POST /orders`.
pub async fn post_orders(service: &OrderService, request: &NewOrder) -> Result<Receipt, PlaceError> {
    let attributes = [KeyValue::new("http.request.method", "POST"), KeyValue::new("http.route", "/orders")];
    // Every statement that carries a comment of its own says which route it is for.
    let handling = comment::scope([("route", "/orders")], async {
        let answer = service.place(request).await;
        let status = status(&answer);
        let context = Context::current();
        context.span().set_attribute(KeyValue::new("http.response.status_code", status));
        if status >= 500 {
            context.span().set_status(Status::error(""));
        }
        answer
    });
    in_span("POST /orders", SpanKind::Server, attributes, handling).await
}

fn status(answer: &Result<Receipt, PlaceError>) -> i64 {
    match answer {
        Ok(_) => 201,
        Err(PlaceError::UnknownCustomer) => 404,
        Err(PlaceError::SoldOut | PlaceError::Withdrawn) => 409,
        Err(PlaceError::Database(_)) => 500,
    }
}
