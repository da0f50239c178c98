//! What becomes of a name on the way to Prometheus, by the rules of its translation `UnderscoreEscapingWithSuffixes`.

use sqlspan_tests::{Series, Value};

/// The name of a metric; a histogram's three series begin with it.
pub fn name(series: &Series) -> String {
    let mut words: Vec<&str> = series.name.split(|char: char| !char.is_ascii_alphanumeric()).collect();
    let unit = match series.unit.as_str() {
        "s" => Some("seconds"),
        unit if unit.starts_with('{') && unit.ends_with('}') => None,
        unit => panic!("the unit {unit} of {} is not on the page", series.name),
    };
    words.extend(unit.filter(|unit| !words.contains(unit)));
    if matches!(series.value, Value::Counter(_)) {
        words.retain(|word| *word != "total");
        words.push("total");
    }
    words.join("_")
}

/// The name of a label.
pub fn label(attribute: &str) -> String {
    attribute.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '_' }).collect()
}

/// A series, as it is written.
pub fn series<'a>(name: &str, labels: impl Iterator<Item = (String, &'a str)>) -> String {
    let labels: Vec<String> = labels.map(|(label, value)| format!("{label}={value:?}")).collect();
    format!("{name}{{{}}}", labels.join(","))
}
