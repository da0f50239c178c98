//! What each query of the page answers, and what each alert says.

/// Labels and a value.
pub type Sample = (String, f64);

/// What a query answers when all is well, and when nothing is.
pub type Answers = (Vec<Sample>, Vec<Sample>);

pub struct Section {
    pub title: &'static str,
    pub queries: Vec<Answers>,
    pub alerts: Vec<Alert>,
}

pub struct Alert {
    pub name: &'static str,
    pub severity: &'static str,
    /// The labels and the summary of each, when nothing is well.
    pub fired: Vec<Fired>,
    /// The same in the first bad minute, where the alert does not wait.
    pub at_once: Vec<Fired>,
}

/// The labels and the summary of an alert.
pub type Fired = (String, String);

const STATUS: &str = r#"job="shop",db_query_summary="SELECT orders""#;
const REPORT: &str = r#"job="shop",db_query_summary="SELECT items""#;
const LOOP: &str = r#"job="shop",db_query_summary="SELECT orders",code_function_name="alerts::runs::orders::status""#;
const PLACE: &str = r#"job="shop",db_query_summary="INSERT orders""#;
const POOL: &str = r#"job="shop",db_client_connection_pool_name="shop""#;

fn samples<const N: usize>(samples: [(&str, f64); N]) -> Vec<Sample> {
    samples.into_iter().map(|(labels, value)| (labels.to_owned(), value)).collect()
}

fn alert<const N: usize>(name: &'static str, severity: &'static str, last: [(&str, &str); N]) -> Vec<Alert> {
    vec![Alert { name, severity, fired: fired(last), at_once: Vec::new() }]
}

fn fired<const N: usize>(fired: [(&str, &str); N]) -> Vec<Fired> {
    fired.into_iter().map(|(labels, summary)| (labels.to_owned(), summary.to_owned())).collect()
}

/// In the order of the page. `refusal` is the database's code for a duplicate key.
#[expect(clippy::too_many_lines, reason = "a table")]
pub fn sections(refusal: &str) -> Vec<Section> {
    let refused = format!(r#"{PLACE},error_type="{refusal}""#);
    let timed_out = format!(r#"{REPORT},error_type="PoolTimedOut""#);
    let pool = format!(r#"{POOL},instance="1""#);
    vec![
        Section {
            title: "Latency of a statement",
            queries: vec![
                // All within a bucket: 0.95 of the way from its lower bound to its upper one.
                (
                    samples([(STATUS, 0.0048), (REPORT, 0.0048), (PLACE, 0.0048)]),
                    samples([(STATUS, 0.0048), (REPORT, 0.975), (PLACE, 0.0048)]),
                ),
                (
                    samples([(STATUS, 0.0), (REPORT, 0.0), (PLACE, 0.0)]),
                    samples([(STATUS, 0.0), (REPORT, 1.0), (PLACE, 0.0)]),
                ),
            ],
            alerts: alert(
                "DatabaseStatementSlow",
                "warning",
                [(REPORT, "shop: one in twenty of SELECT items takes 975ms or more")],
            ),
        },
        Section {
            title: "Where the time goes",
            queries: vec![(
                // 60, 6 and 1 times 4 ms a minute; then 1200, 94 times 750 ms, and twice.
                samples([(STATUS, 0.004), (REPORT, 0.0004), (PLACE, 0.0001)]),
                samples([(STATUS, 0.08), (REPORT, 1.175), (PLACE, 0.0001)]),
            )],
            alerts: alert(
                "DatabaseStatementTakesThePool",
                "warning",
                [(REPORT, "shop: SELECT items keeps 1.175 connections busy")],
            ),
        },
        Section {
            title: "Throughput",
            queries: vec![(
                samples([(STATUS, 1.0), (REPORT, 0.1), (PLACE, 0.0167)]),
                samples([(STATUS, 20.0), (REPORT, 1.6667), (PLACE, 0.0333)]),
            )],
            alerts: alert(
                "DatabaseStatementFarMoreOften",
                "warning",
                [(STATUS, "shop: SELECT orders runs 20 times a second, five times as often as yesterday")],
            ),
        },
        Section {
            title: "Queries that a loop repeats",
            // At 6, 12, and so on to 768, each minute.
            queries: vec![(Vec::new(), samples([(LOOP, 120.0)]))],
            alerts: vec![Alert {
                name: "DatabaseStatementInALoop",
                severity: "warning",
                fired: fired([(LOOP, "shop: alerts::runs::orders::status repeats SELECT orders in one request")]),
                at_once: fired([(LOOP, "shop: alerts::runs::orders::status repeats SELECT orders in one request")]),
            }],
        },
        Section {
            title: "Errors by type",
            queries: vec![
                (Vec::new(), samples([(&refused, 0.0167), (&timed_out, 0.1)])),
                (Vec::new(), samples([(&refused, 0.5), (&timed_out, 0.06)])),
            ],
            alerts: alert(
                "DatabaseStatementFails",
                "critical",
                [
                    (&refused, &format!("shop: 50% of INSERT orders fail with {refusal}")),
                    (&timed_out, "shop: 6% of SELECT items fail with PoolTimedOut"),
                ],
            ),
        },
        Section {
            title: "Use of a pool",
            queries: vec![(samples([(&pool, 0.0)]), samples([(&pool, 1.0)]))],
            alerts: alert(
                "DatabasePoolNearlyExhausted",
                "warning",
                [(&pool, "shop: 100% of the pool shop are in use")],
            ),
        },
        Section {
            title: "Pending requests",
            queries: vec![(samples([(POOL, 0.0)]), samples([(POOL, 4.0)]))],
            alerts: alert(
                "DatabasePoolQueue",
                "warning",
                [(POOL, "shop: 4 requests wait for a connection of the pool shop")],
            ),
        },
        Section {
            title: "Waiting for a connection",
            queries: vec![(samples([(POOL, 0.0048)]), samples([(POOL, 0.48)]))],
            alerts: alert(
                "DatabasePoolWait",
                "warning",
                [(POOL, "shop: one in twenty waits 480ms or more for a connection of shop")],
            ),
        },
        Section {
            title: "Time-outs of a pool",
            queries: vec![(Vec::new(), samples([(POOL, 30.0)]))],
            alerts: vec![Alert {
                name: "DatabasePoolTimedOut",
                severity: "critical",
                fired: fired([(POOL, "shop: 30 requests got no connection of the pool shop in time")]),
                at_once: fired([(POOL, "shop: 6 requests got no connection of the pool shop in time")]),
            }],
        },
        Section {
            title: "Queries that are given up",
            queries: vec![(Vec::new(), samples([(REPORT, 0.1)]))],
            alerts: alert("DatabaseStatementGivenUp", "warning", [(REPORT, "shop: 10% of SELECT items are given up")]),
        },
    ]
}
