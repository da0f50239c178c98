//! Circles of arrows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::imports::Arrows;

/// Files that lead to each other, and what ties them.
#[derive(Debug)]
pub struct Circle {
    pub files: BTreeSet<String>,
    ties: Arrows,
}

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  {} files import each other in a circle:", self.files.len())?;
        for ((from, to), names) in &self.ties {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            writeln!(f, "    {from} -> {to}: {}", names.join(", "))?;
        }
        Ok(())
    }
}

/// All circles: the largest sets of files of which each leads to each.
pub fn circles(arrows: &Arrows) -> Vec<Circle> {
    let mut direct: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in arrows.keys() {
        direct.entry(from).or_default().insert(to);
    }
    let reach: BTreeMap<&str, BTreeSet<&str>> = direct.keys().map(|file| (*file, reached(file, &direct))).collect();
    let leads = |from: &str, to: &str| reach.get(from).is_some_and(|reached| reached.contains(to));
    let mut circles: Vec<Circle> = Vec::new();
    for file in direct.keys().filter(|file| leads(file, file)) {
        if circles.iter().any(|circle| circle.files.contains(*file)) {
            continue;
        }
        let both_ways = |other: &&&str| leads(file, other) && leads(other, file);
        let files: BTreeSet<String> = direct.keys().filter(both_ways).map(|file| (*file).to_owned()).collect();
        let ties = arrows.iter().filter(|((from, to), _)| files.contains(from) && files.contains(to));
        circles.push(Circle { ties: ties.map(|(arrow, names)| (arrow.clone(), names.clone())).collect(), files });
    }
    circles
}

/// What can be reached in one step or more.
fn reached<'a>(from: &str, direct: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = direct.get(from).into_iter().flatten().copied().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(direct.get(file).into_iter().flatten());
        }
    }
    reached
}
