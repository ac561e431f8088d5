// read_rs_trafilatura LIST OUT: the pages that LIST names, a path a line, through rs-trafilatura to Markdown.
use rs_trafilatura::{extract_bytes_with_options, Options};
use std::io::Write;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let list = std::fs::read_to_string(&arguments[1])?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(&arguments[2])?);
    let options = Options { output_markdown: true, ..Options::default() };
    for path in list.lines() {
        let page = std::fs::read(path)?;
        if let Ok(result) = extract_bytes_with_options(&page, &options) {
            let markdown = result.content_markdown.unwrap_or(result.content_text);
            writeln!(out, "{} {}", path, markdown)?;
        }
    }
    out.flush()
}
