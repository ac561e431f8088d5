//! serialize_html5ever: pages from standard input, each behind a line with its size; their trees as HTML, in the same form.
use std::io::{BufRead, Read, Write};

use html5ever::serialize::{HtmlSerializer, SerializeOpts, Serializer};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{parse_document, ParseOpts, QualName};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

enum Step {
    Enter(Handle),
    Leave(QualName),
}

/// RcDom's own serialisation leaves out what templates hold.
fn write_html(root: &Handle) -> std::io::Result<Vec<u8>> {
    let options = SerializeOpts { scripting_enabled: false, create_missing_parent: true, ..Default::default() };
    let mut out = HtmlSerializer::new(Vec::new(), options);
    let children = |node: &Handle| node.children.borrow().iter().rev().cloned().map(Step::Enter).collect::<Vec<_>>();
    let mut steps = children(root);
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Leave(name) => {
                out.end_elem(name)?;
                continue;
            }
            Step::Enter(node) => node,
        };
        match &node.data {
            NodeData::Element { name, attrs, template_contents, .. } => {
                out.start_elem(name.clone(), attrs.borrow().iter().map(|attribute| (&attribute.name, &attribute.value[..])))?;
                steps.push(Step::Leave(name.clone()));
                steps.extend(children(&node));
                if let Some(contents) = template_contents.borrow().as_ref() {
                    steps.extend(children(contents));
                }
            }
            NodeData::Doctype { name, .. } => out.write_doctype(name)?,
            NodeData::Text { contents } => out.write_text(&contents.borrow())?,
            NodeData::Comment { contents } => out.write_comment(contents)?,
            NodeData::ProcessingInstruction { target, contents } => out.write_processing_instruction(target, contents)?,
            NodeData::Document => {}
        }
    }
    Ok(out.writer)
}

fn main() -> std::io::Result<()> {
    let mut input = std::io::stdin().lock();
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let mut page = vec![0; line.trim().parse().expect("a size")];
        input.read_exact(&mut page)?;
        let options = ParseOpts { tree_builder: TreeBuilderOpts { scripting_enabled: false, ..Default::default() }, ..Default::default() };
        let html = write_html(&parse_document(RcDom::default(), options).from_utf8().one(page.as_slice()).document)?;
        let mut output = std::io::stdout().lock();
        writeln!(output, "{}", html.len())?;
        output.write_all(&html)?;
        output.flush()?;
        line.clear();
    }
    Ok(())
}
