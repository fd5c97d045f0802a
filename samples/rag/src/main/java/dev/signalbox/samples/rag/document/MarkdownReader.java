package dev.signalbox.samples.rag.document;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;

/** Reads Markdown with tables and front matter, by way of HTML: Markdown may hold any of it. */
final class MarkdownReader implements DocumentReader {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), YamlFrontMatterExtension.create());

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();
    private final HtmlReader html = new HtmlReader();

    @Override
    public DocumentText read(String path, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        Node document = parser.parse(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        YamlFrontMatterVisitor frontMatter = new YamlFrontMatterVisitor();
        document.accept(frontMatter);
        List<String> title = frontMatter.getData().getOrDefault("title", List.of());
        return html.read(path, Jsoup.parse(renderer.render(document)), String.join(" ", title));
    }
}
