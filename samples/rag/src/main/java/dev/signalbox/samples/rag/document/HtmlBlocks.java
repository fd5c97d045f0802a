package dev.signalbox.samples.rag.document;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Takes an element apart into blocks, each below its headings. Made for one document. */
final class HtmlBlocks {

    private final String title;
    private final List<Block> blocks = new ArrayList<>();
    private final SortedMap<Integer, String> headings = new TreeMap<>();

    HtmlBlocks(String title) {
        this.title = title;
    }

    List<Block> of(Element root) {
        visit(root);
        return blocks;
    }

    private void visit(Element element) {
        StringBuilder inline = new StringBuilder();
        for (Node child : element.childNodes()) {
            if (child instanceof Element inner && isBlock(inner)) {
                flush(inline);
                enter(inner);
            } else if (child instanceof Element inner) {
                inline.append(inner.tagName().equals("br") ? " " : inner.wholeText());
            } else if (child instanceof TextNode text) {
                inline.append(text.getWholeText());
            }
        }
        flush(inline);
    }

    private void enter(Element element) {
        if (element.tagName().matches("h[1-6]")) {
            int level = element.tagName().charAt(1) - '0';
            headings.tailMap(level).clear();
            headings.put(level, element.text().strip());
        } else if (element.tagName().equals("tr")) {
            add(element.children().stream().map(Element::text).collect(Collectors.joining(" | ")));
        } else {
            visit(element);
        }
    }

    private static boolean isBlock(Element element) {
        return element.isBlock() || element.select("*").stream().anyMatch(Element::isBlock);
    }

    private void flush(StringBuilder inline) {
        add(inline.toString());
        inline.setLength(0);
    }

    private void add(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (!line.isEmpty()) {
            blocks.add(new Block(heading(), null, line));
        }
    }

    /** The document's title stands above everything, so that it is not said again. */
    private String heading() {
        return headings.values().stream()
                .filter(heading -> !heading.isEmpty() && !heading.equals(title))
                .collect(Collectors.joining(" > "));
    }
}
