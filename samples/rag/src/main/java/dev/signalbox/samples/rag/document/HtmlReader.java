package dev.signalbox.samples.rag.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Reads HTML: what is in {@code main}, else in the only {@code article}, else in {@code body}, without what only frames the
 * text, and without what no browser shows.
 */
final class HtmlReader implements DocumentReader {

    private static final String UNSEEN =
            "script, style, noscript, template, svg, [hidden], [style~=(?i)display\\s*:\\s*none]";
    private static final String FRAME = "nav, input, select, textarea, button:not(:is(h1, h2, h3, h4, h5, h6) button)";
    private static final String MAIN = "main, [role=main]";

    @Override
    public DocumentText read(String path, byte[] content) throws IOException {
        String charset = null; // as its first bytes or its head say, else UTF-8
        Document document = Jsoup.parse(new ByteArrayInputStream(content), charset, "");
        document.body().children().select(UNSEEN).remove();
        Element main = main(document.body());
        return text(title(path, main, "", document.title()), main);
    }

    /** Reads HTML that nothing frames, whose title is known; an empty title is looked for. */
    DocumentText read(String path, Document document, String known) {
        document.body().children().select(UNSEEN).remove();
        return text(title(path, document.body(), known, document.title()), document.body());
    }

    private static DocumentText text(String title, Element root) {
        return new DocumentText(title, new HtmlBlocks(title).of(root));
    }

    private static Element main(Element body) {
        body.select(FRAME).remove();
        body.select("header, footer, aside").stream()
                .filter(edge -> edge.closest(MAIN + ", article") == null)
                .forEach(Element::remove);
        List<Element> articles =
                body.select("article").stream().filter(Element::hasText).toList();
        return body.select(MAIN).stream()
                .filter(Element::hasText)
                .findFirst()
                .orElse(articles.size() == 1 ? articles.get(0) : body);
    }

    private static String title(String path, Element root, String known, String named) {
        Element heading = root.selectFirst("h1");
        String firstHeading = heading == null ? "" : heading.text();
        return Stream.of(known, firstHeading, named)
                .filter(Predicate.not(String::isBlank))
                .findFirst()
                .orElse(fileName(path));
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
