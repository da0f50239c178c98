//! What the environment presets.

use std::time::Duration;

use super::install_error::InstallError;
#[cfg(feature = "n-plus-one")]
use crate::settings::NPlusOne;
use crate::settings::{CommentMode, Conventions, QueryText, Settings, Transactions, Waits};

/// Puts what the environment says into the settings.
pub(super) fn preset(settings: &mut Settings, variable: impl Fn(&str) -> Option<String>) -> Result<(), InstallError> {
    // As for OpenTelemetry's own variables, an empty one is one that is not set.
    let variable =
        |name| variable(name).map(|value| value.trim().to_ascii_lowercase()).filter(|value| !value.is_empty());
    if let Some(value) = variable("OTEL_SEMCONV_STABILITY_OPT_IN") {
        settings.conventions = Conventions::from_opt_in(&value);
    }
    if let Some(value) = variable("SQLSPAN_QUERY_TEXT") {
        settings.query_text = match value.as_str() {
            "as_written" => QueryText::AsWritten,
            "sanitized" => QueryText::Sanitized,
            "off" => QueryText::Off,
            _ => return Err(wrong("SQLSPAN_QUERY_TEXT", "`as_written`, `sanitized` or `off`")),
        };
    }
    if let Some(value) = variable("SQLSPAN_COMMENTS") {
        settings.comments.mode = match value.as_str() {
            "off" => CommentMode::Off,
            "constant" => CommentMode::Constant,
            "sampled" => CommentMode::Sampled,
            "bound" => CommentMode::Bound,
            "transaction" => CommentMode::Transaction,
            _ => {
                return Err(wrong("SQLSPAN_COMMENTS", "`off`, `constant`, `sampled`, `bound` or `transaction`"));
            }
        };
    }
    if let Some(value) = variable("SQLSPAN_WAITS") {
        settings.waits = match value.as_str() {
            "always" => Waits::Always,
            "never" => Waits::Never,
            limit => duration(limit)
                .map(Waits::LongerThan)
                .ok_or_else(|| wrong("SQLSPAN_WAITS", "`always`, `never`, or a time such as `10ms` or `2s`"))?,
        };
    }
    if let Some(value) = variable("SQLSPAN_TRANSACTIONS") {
        settings.transactions = match value.as_str() {
            "steps" => Transactions::Steps,
            "grouped" => Transactions::Grouped,
            _ => return Err(wrong("SQLSPAN_TRANSACTIONS", "`steps` or `grouped`")),
        };
    }
    #[cfg(feature = "n-plus-one")]
    if let Some(value) = variable("SQLSPAN_N_PLUS_ONE") {
        settings.n_plus_one = n_plus_one(&value).ok_or_else(|| {
            wrong(
                "SQLSPAN_N_PLUS_ONE",
                "`off`, or one or several of `on`, a number, a time such as `1s`, and `unsampled`",
            )
        })?;
    }
    if let Some(value) = variable("SQLSPAN_ONLY_UNDER_PARENT") {
        settings.only_under_parent = match value.as_str() {
            "true" => true,
            "false" => false,
            _ => return Err(wrong("SQLSPAN_ONLY_UNDER_PARENT", "`true` or `false`")),
        };
    }
    Ok(())
}

fn wrong(name: &'static str, expected: &'static str) -> InstallError {
    InstallError::Variable { name, expected }
}

/// `off`, `on`, `10`, `10,500ms,unsampled`.
#[cfg(feature = "n-plus-one")]
fn n_plus_one(value: &str) -> Option<NPlusOne> {
    if value == "off" {
        return Some(NPlusOne::off());
    }
    value.split(',').map(str::trim).try_fold(NPlusOne::on(), |settings, part| match part {
        "on" => Some(settings),
        "unsampled" => Some(settings.unsampled(true)),
        part => match part.parse() {
            Ok(executions) => Some(settings.more_than(executions)),
            Err(_) => duration(part).map(|time| settings.within(time)),
        },
    })
}

/// `10ms`, `2s`.
fn duration(text: &str) -> Option<Duration> {
    let (number, unit): (&str, fn(u64) -> Duration) = match text.strip_suffix("ms") {
        Some(number) => (number, Duration::from_millis),
        None => (text.strip_suffix('s')?, Duration::from_secs),
    };
    number.trim().parse().ok().map(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &'static str, value: &'static str) -> Result<(), InstallError> {
        preset(&mut Settings::default(), move |asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn what_is_no_value_of_a_variable_is_an_error_that_lists_them_and_does_not_repeat_it() {
        let names = [
            "SQLSPAN_QUERY_TEXT",
            "SQLSPAN_COMMENTS",
            "SQLSPAN_WAITS",
            "SQLSPAN_TRANSACTIONS",
            #[cfg(feature = "n-plus-one")]
            "SQLSPAN_N_PLUS_ONE",
            "SQLSPAN_ONLY_UNDER_PARENT",
        ];
        for name in names {
            let error = with(name, "postgres://root:secret@db").unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{name}` must be `")), "{error}");
            assert!(!error.contains("secret"), "{error}");
            assert!(with(name, "  ").is_ok(), "an empty {name} is not set");
        }
    }

    #[cfg(feature = "n-plus-one")]
    #[test]
    fn the_detector_is_set_in_any_order() {
        assert_eq!(n_plus_one("off"), Some(NPlusOne::off()));
        assert_eq!(n_plus_one("on"), Some(NPlusOne::on()));
        assert_eq!(n_plus_one("10"), Some(NPlusOne::on().more_than(10)));
        let all = NPlusOne::on().more_than(10).within(Duration::from_millis(500)).unsampled(true);
        assert_eq!(n_plus_one("unsampled, 500ms, 10"), Some(all));
        for wrong in ["-1", "off,10", "10,", "often", "4294967296"] {
            assert_eq!(n_plus_one(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!(duration("10ms"), Some(Duration::from_millis(10)));
        assert_eq!(duration("2s"), Some(Duration::from_secs(2)));
        assert_eq!(duration("2"), None);
        assert_eq!(duration("-1s"), None);
    }
}
