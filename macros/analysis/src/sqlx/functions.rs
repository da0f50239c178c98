//! Functions by name: those of sqlx that make a query, and those that do not.

use syn::{GenericArgument, Path, PathArguments, Type};

use crate::syntax::tokens::last_word;

/// Functions whose first argument is the text and whose result is a query.
pub(crate) fn makes_query(name: &str) -> bool {
    matches!(
        name,
        "query"
            | "query_with"
            | "query_as"
            | "query_as_with"
            | "query_scalar"
            | "query_scalar_with"
            | "raw_sql"
            | "__query_with_result"
            | "__query_scalar_with_result"
    )
}

/// Whether a type is that of a query of sqlx's, by its path; `resolve` knows imports.
pub(crate) fn is_query_type(ty: &Type, resolve: &dyn Fn(&Path) -> Vec<String>) -> bool {
    let Type::Path(ty) = ty else { return false };
    let path = resolve(&ty.path);
    let of_sqlx = path.iter().any(|segment| segment == "sqlx" || segment == "sqlx_core");
    of_sqlx
        && path.last().is_some_and(|last| {
            matches!(last.as_str(), "Query" | "QueryAs" | "QueryScalar" | "Map" | "RawSql" | "QueryBuilder")
        })
}

/// Whether a parameter is a query, where the `use` of its type may be out of sight: its arguments tell as well.
pub(crate) fn is_query_parameter(ty: &Type, resolve: &dyn Fn(&Path) -> Vec<String>) -> bool {
    if is_query_type(ty, resolve) {
        return true;
    }
    let Type::Path(ty) = ty else { return false };
    let Some(last) = ty.path.segments.last().filter(|_| ty.path.segments.len() == 1) else { return false };
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return false };
    let expected = match last.ident.to_string().as_str() {
        "Query" => 3,
        "QueryAs" | "QueryScalar" | "Map" => 4,
        _ => return false,
    };
    arguments.args.len() == expected && matches!(arguments.args.first(), Some(GenericArgument::Lifetime(_)))
}

/// Functions that wrap a text without making a query of it: `String::from`, `Some`, `AssertSqlSafe`.
pub(crate) fn wraps_text(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
        || matches!(name, "new" | "from" | "from_static" | "leak" | "default" | "with_arguments")
}

/// Names that only the text of a statement has, where nothing else tells what a value is: `sql`, `count_sql`. A `query`
/// may be what somebody looks for, and a `statement` that of a bank.
pub(crate) fn names_text(name: &str) -> bool {
    name.split('_').any(|word| matches!(word, "sql" | "stmt" | "SQL" | "STMT"))
}

/// Other database libraries, whose functions take statements too.
pub(crate) fn is_of_other_library(path: &Path) -> bool {
    let owner = path.segments.first().map(|first| first.ident.to_string());
    last_word(path) == "sql_query"
        || owner.is_some_and(|owner| {
            matches!(
                owner.as_str(),
                "diesel"
                    | "diesel_async"
                    | "rusqlite"
                    | "tokio_postgres"
                    | "postgres"
                    | "sea_orm"
                    | "clickhouse"
                    | "libsql"
                    | "duckdb"
                    | "mysql"
                    | "mysql_async"
            )
        })
}
