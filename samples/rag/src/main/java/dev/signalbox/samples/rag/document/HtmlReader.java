package dev.signalbox.samples.rag.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * Reads HTML: what is in {@code main}, else in the only {@code article}, else in {@code body}, without what only frames the
 * text.
 */
final class HtmlReader implements DocumentReader {

    private static final String FRAME = "nav, header, footer, aside, script, style, noscript, template, form, svg";

    @Override
    public DocumentText read(String path, byte[] content) throws IOException {
        String charset = null; // as its first bytes or its head say, else UTF-8
        return read(path, Jsoup.parse(new ByteArrayInputStream(content), charset, ""), "");
    }

    /** Reads HTML whose title is known; an empty title is looked for. */
    DocumentText read(String path, Document document, String known) {
        Element body = document.body();
        Element heading = body.selectFirst("h1");
        String firstHeading = heading == null ? "" : heading.text();
        Elements articles = body.select("article");
        Element main = body.select("main, [role=main]").stream()
                .findFirst()
                .orElse(articles.size() == 1 ? articles.get(0) : body);
        main.select(FRAME).remove();
        String title = Stream.of(known, firstHeading, document.title())
                .filter(Predicate.not(String::isBlank))
                .findFirst()
                .orElse(fileName(path));
        return new DocumentText(title, new HtmlBlocks(title).of(main));
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
