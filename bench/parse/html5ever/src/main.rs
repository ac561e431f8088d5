//! parse_html5ever LIST: as parse_pressmark, into an RcDom.
use std::io::{BufRead, Write};
use std::time::Duration;

use html5ever::tendril::TendrilSink;
use html5ever::{parse_document, ParseOpts};
use markup5ever_rcdom::RcDom;

fn cpu_time() -> Duration {
    // schedstat's first number: nanoseconds on the CPU of the only thread.
    let text = std::fs::read_to_string("/proc/self/schedstat").expect("schedstat");
    Duration::from_nanos(text.split(' ').next().and_then(|n| n.parse().ok()).expect("a number"))
}

fn main() {
    let list = std::env::args().nth(1).expect("a list of pages");
    let pages: Vec<Vec<u8>> = std::fs::read_to_string(list).expect("the list").lines().map(|name| std::fs::read(name).expect("a page")).collect();
    println!("ready");
    for _ in std::io::stdin().lock().lines() {
        let start = cpu_time();
        for page in &pages {
            let _dom = parse_document(RcDom::default(), ParseOpts::default()).from_utf8().one(page.as_slice());
        }
        println!("{:.6}", (cpu_time() - start).as_secs_f64());
        std::io::stdout().flush().expect("output");
    }
}
