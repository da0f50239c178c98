//! Rooms: the folders, and files, directly below a crate's root.

use crate::imports::Arrows;

/// The arrows between rooms. The root hands names on, and is none.
pub fn between(arrows: &Arrows) -> Arrows {
    let mut rooms = Arrows::new();
    for ((from, to), names) in arrows {
        let (from, to) = (room(from), room(to));
        if from != to && from != "lib" && to != "lib" {
            rooms.entry((from.to_owned(), to.to_owned())).or_default().extend(names.iter().cloned());
        }
    }
    rooms
}

fn room(file: &str) -> &str {
    file.split_once('/').map_or_else(|| file.trim_end_matches(".rs"), |(room, _)| room)
}
