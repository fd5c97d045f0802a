package dev.signalbox.samples.rag.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/** Reads the text of PDF files, page by page. */
final class PdfReader implements DocumentReader {

    private static final String PARAGRAPH = "\n\n";
    private static final int LONGEST_TITLE = 60;

    @Override
    public DocumentText read(String path, byte[] content) throws IOException {
        try (PDDocument document = Loader.loadPDF(content)) {
            List<List<String>> pages = new RepeatedLines(pages(document)).removed();
            List<Block> blocks = new ArrayList<>();
            for (int page = 0; page < pages.size(); page++) {
                add(pages.get(page), page + 1, blocks);
            }
            return new DocumentText(title(document.getDocumentInformation().getTitle(), blocks, path), blocks);
        }
    }

    private static List<List<String>> pages(PDDocument document) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setParagraphStart(PARAGRAPH);
        stripper.setLineSeparator("\n");
        List<List<String>> pages = new ArrayList<>();
        for (int page = 1; page <= document.getNumberOfPages(); page++) {
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            pages.add(stripper.getText(document)
                    .strip()
                    .lines()
                    .map(String::strip)
                    .toList());
        }
        return pages;
    }

    private static void add(List<String> lines, int page, List<Block> blocks) {
        String text = String.join("\n", lines).replace("\uFEFF", "").replaceAll("(?<=\\p{Ll})-\n(?=\\p{Ll})", "");
        for (String paragraph : text.split("\n{2,}")) {
            String line = paragraph.replaceAll("\\s+", " ").strip();
            if (!line.isEmpty()) {
                blocks.add(new Block("", page, line));
            }
        }
    }

    /** The title that it has been given, else its first words: few authors give one. */
    private static String title(@Nullable String given, List<Block> blocks, String path) {
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        String start = blocks.isEmpty()
                ? path.substring(path.lastIndexOf('/') + 1)
                : blocks.get(0).text();
        int blank = start.lastIndexOf(' ', LONGEST_TITLE);
        return start.length() <= LONGEST_TITLE ? start : start.substring(0, blank > 0 ? blank : LONGEST_TITLE) + "…";
    }
}
