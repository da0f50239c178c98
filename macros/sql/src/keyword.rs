//! Keywords, recognised case-insensitively.
//!
//! A word of up to 16 bytes is packed into an integer, so that recognising it is one look into a
//! table instead of a comparison with hundreds of strings. Of a longer one the last 16 bytes are, and
//! the rest is compared.

/// How many bytes an integer holds.
const PACKED: usize = 16;

/// Lower-cases by setting one bit, which maps no two word characters of ASCII onto each other
/// except a letter's two cases.
const fn pack(word: &[u8]) -> u128 {
    let mut packed = 0;
    let mut at = word.len().saturating_sub(PACKED);
    while at < word.len() {
        packed = packed << 8 | (word[at] | 0x20) as u128;
        at += 1;
    }
    packed
}

/// More than twice as many as there are keywords, so that few share one.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 10;

#[expect(clippy::cast_possible_truncation, reason = "it is folded, and then cut to the bits of a slot")]
const fn slot(word: u128) -> usize {
    let folded = word as u64 ^ (word >> 64) as u64;
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SLOT_BITS)) as usize
}

/// The keyword that a packed word is.
const fn look_up(word: u128) -> Keyword {
    let mut at = slot(word);
    loop {
        let (known, keyword) = TABLE[at];
        if known == word || known == 0 {
            return keyword;
        }
        at = (at + 1) % SLOTS;
    }
}

macro_rules! keywords {
    ($($name:ident $text:literal)*) => {
        /// A word that means something to this crate.
        #[derive(Clone, Copy)]
        pub(crate) enum Keyword {
            /// Any other word.
            Other,
            $($name,)*
        }

        /// Every keyword at the slot of its word, or behind it where that is taken.
        const TABLE: &[(u128, Keyword); SLOTS] = &{
            let mut table = [(0, Keyword::Other); SLOTS];
            $(
                let word = pack($text.as_bytes());
                let mut at = slot(word);
                while table[at].0 != 0 {
                    at = (at + 1) % SLOTS;
                }
                table[at] = (word, Keyword::$name);
            )*
            table
        };

        /// The length of the longest keyword.
        const LONGEST: usize = {
            let mut longest = 0;
            $(if $text.len() > longest { longest = $text.len(); })*
            longest
        };

        impl Keyword {
            /// The keyword that `bytes[start..end]` spells.
            pub(crate) const fn of(bytes: &[u8], start: usize, end: usize) -> Self {
                if end - start < 2 || end - start > LONGEST {
                    return Self::Other;
                }
                let long = end - start > PACKED;
                let (mut word, mut at) = (0, if long { end - PACKED } else { start });
                while at < end {
                    word = word << 8 | (bytes[at] | 0x20) as u128;
                    at += 1;
                }
                let found = look_up(word);
                if long && !found.is_spelled(bytes, start, end) { Self::Other } else { found }
            }

            /// Whether this is how the keyword is spelled, in whatever case.
            const fn is_spelled(self, bytes: &[u8], start: usize, end: usize) -> bool {
                let text = match self {
                    $(Self::$name => $text,)*
                    Self::Other => return false,
                };
                crate::byte::spells(bytes, start, end, text.as_bytes())
            }

            #[cfg(test)]
            const ALL: &[(&str, Self)] = &[$(($text, Self::$name),)*];
        }
    };
}

keywords! {
    Abort "abort" Aggregate "aggregate" Algorithm "algorithm" All "all" Alter "alter"
    Analyze "analyze" And "and" Apply "apply" As "as" Asc "asc" Attach "attach" Authorization "authorization"
    Begin "begin" Between "between" Binary "binary" By "by"
    Call "call" Case "case" Check "check" Checkpoint "checkpoint" Checksum "checksum"
    Close "close" Cluster "cluster" Clustered "clustered" Collation "collation" Comment "comment"
    Commit "commit" Concurrently "concurrently" Conflict "conflict" Connect "connect"
    Constraint "constraint" Copy "copy" Create "create" Cross "cross" Cursor "cursor"
    Data "data" Database "database" Deallocate "deallocate" Declare "declare" Default "default"
    Deferred "deferred" Definer "definer" Delayed "delayed" Delete "delete" Desc "desc"
    Describe "describe" Detach "detach" Discard "discard" Distinct "distinct" Do "do"
    Domain "domain" Drop "drop" Duplicate "duplicate"
    Else "else" End "end" Escape "escape" Event "event" Except "except" Exclusive "exclusive"
    Exec "exec" Execute "execute" Exists "exists" Explain "explain" Extension "extension"
    False "false" Fetch "fetch" Flush "flush" For "for" Force "force" Foreign "foreign"
    Freeze "freeze" From "from" Full "full" Fulltext "fulltext" Function "function"
    Global "global" Grant "grant" Group "group"
    Handler "handler" Having "having" HighPriority "high_priority"
    If "if" Ignore "ignore" Ilike "ilike" Immediate "immediate" In "in" Index "index" Indexed "indexed"
    Inner "inner" Insert "insert" Instance "instance" Intersect "intersect" Interval "interval"
    Into "into" Is "is" Isnull "isnull"
    Join "join" Kill "kill"
    Language "language" Lateral "lateral" Left "left" Like "like" Limit "limit" Listen "listen"
    Load "load" Local "local" Lock "lock" Loop "loop" LowPriority "low_priority"
    Mapping "mapping" Materialized "materialized" Merge "merge" Minus "minus" Move "move"
    Natural "natural" Next "next" NoWriteToBinlog "no_write_to_binlog" Nonclustered "nonclustered"
    Not "not" Notify "notify" Null "null"
    Offset "offset" On "on" Only "only" Optimize "optimize" Or "or" Order "order" Outer "outer"
    Overwrite "overwrite" Overriding "overriding"
    Partition "partition" Policy "policy" Pragma "pragma" Prepare "prepare"
    Procedural "procedural" Procedure "procedure" Publication "publication" Purge "purge"
    Qualify "qualify" Quick "quick"
    Reassign "reassign" Recursive "recursive" Refresh "refresh" Regexp "regexp"
    Reindex "reindex" Release "release" Rename "rename" Repair "repair" Repeat "repeat"
    Replace "replace" Reset "reset" Returning "returning" Revoke "revoke" Right "right"
    Rlike "rlike" Role "role" Rollback "rollback" Rows "rows" Rule "rule"
    Savepoint "savepoint" Schema "schema" Select "select" Sequence "sequence" Server "server"
    Set "set" Show "show" Spatial "spatial" Sql "sql" Start "start" Statistics "statistics"
    StraightJoin "straight_join" Subscription "subscription" System "system"
    Table "table" Tables "tables" Tablespace "tablespace" Temp "temp" Temporary "temporary"
    Then "then" To "to" Transaction "transaction" Trigger "trigger" True "true"
    Truncate "truncate" Trusted "trusted" Type "type"
    Union "union" Unique "unique" Unlisten "unlisten" Unlock "unlock" Unlogged "unlogged"
    Update "update" Use "use" User "user" Using "using"
    Vacuum "vacuum" Value "value" Values "values" Verbose "verbose" View "view" Virtual "virtual"
    When "when" Where "where" While "while" Window "window" With "with" Work "work"
    Xa "xa" Xml "xml"
}

impl Keyword {
    /// A word that no dialect takes for a name unquoted where a table is expected, and that means
    /// something there: after it, no table is expected any more.
    pub(crate) const fn is_reserved(self) -> bool {
        matches!(
            self,
            Self::All
                | Self::And
                | Self::As
                | Self::Authorization
                | Self::By
                | Self::Cross
                | Self::Distinct
                | Self::Except
                | Self::For
                | Self::From
                | Self::Group
                | Self::Having
                | Self::In
                | Self::Inner
                | Self::Intersect
                | Self::Into
                | Self::Join
                | Self::Left
                | Self::Limit
                | Self::Natural
                | Self::Not
                | Self::Null
                | Self::On
                | Self::Or
                | Self::Order
                | Self::Returning
                | Self::Right
                | Self::Select
                | Self::Set
                | Self::StraightJoin
                | Self::To
                | Self::Union
                | Self::Using
                | Self::Values
                | Self::When
                | Self::Where
                | Self::With
        )
    }

    /// A word that ends the list of tables after `FROM`.
    pub(crate) const fn ends_sources(self) -> bool {
        matches!(
            self,
            Self::By
                | Self::Conflict
                | Self::Connect
                | Self::Do
                | Self::Duplicate
                | Self::Fetch
                | Self::For
                | Self::Group
                | Self::Having
                | Self::Into
                | Self::Limit
                | Self::Lock
                | Self::Offset
                | Self::Order
                | Self::Procedure
                | Self::Qualify
                | Self::Returning
                | Self::Set
                | Self::Update
                | Self::Values
                | Self::Where
                | Self::Window
        )
    }

    /// `UNION` and its like: another query follows.
    pub(crate) const fn combines_queries(self) -> bool {
        matches!(self, Self::Union | Self::Intersect | Self::Except | Self::Minus)
    }

    /// A word that restricts the rows which an `UPDATE` or `DELETE` changes.
    pub(crate) const fn restricts_rows(self) -> bool {
        matches!(self, Self::Where | Self::Limit | Self::Join | Self::StraightJoin)
    }

    /// The kind of object in `CREATE`, `ALTER` and `DROP`.
    pub(crate) const fn is_object(self) -> bool {
        matches!(
            self,
            Self::Aggregate
                | Self::Collation
                | Self::Database
                | Self::Domain
                | Self::Event
                | Self::Extension
                | Self::Function
                | Self::Index
                | Self::Language
                | Self::Policy
                | Self::Procedure
                | Self::Publication
                | Self::Role
                | Self::Rule
                | Self::Schema
                | Self::Sequence
                | Self::Server
                | Self::Statistics
                | Self::Subscription
                | Self::Table
                | Self::Tablespace
                | Self::Trigger
                | Self::Type
                | Self::User
                | Self::View
        )
    }

    /// A word between `CREATE`, `ALTER` or `DROP` and the kind of object.
    pub(crate) const fn is_object_modifier(self) -> bool {
        matches!(
            self,
            Self::Clustered
                | Self::Constraint
                | Self::Foreign
                | Self::Fulltext
                | Self::Global
                | Self::If
                | Self::Ignore
                | Self::Local
                | Self::Nonclustered
                | Self::Or
                | Self::Procedural
                | Self::Recursive
                | Self::Replace
                | Self::Spatial
                | Self::Temp
                | Self::Temporary
                | Self::Trusted
                | Self::Unique
                | Self::Unlogged
                | Self::Virtual
        )
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::Keyword;

    #[test]
    fn every_keyword_is_found_however_it_is_written() {
        assert!(Keyword::ALL.len() > 200);
        for (text, keyword) in Keyword::ALL {
            let mixed: std::string::String =
                text.chars().enumerate().map(|(at, c)| if at % 2 == 0 { c.to_ascii_uppercase() } else { c }).collect();
            for spelled in [*text, &text.to_ascii_uppercase(), &mixed] {
                let found = Keyword::of(spelled.as_bytes(), 0, spelled.len());
                assert_eq!(found as u16, *keyword as u16, "{spelled}");
            }
            // And nothing that only ends with it.
            for other in [std::format!("x{text}"), std::format!("{text}x"), std::format!("xx{text}")] {
                let found = Keyword::of(other.as_bytes(), 0, other.len());
                assert_ne!(found as u16, *keyword as u16, "{other}");
            }
        }
    }
}
