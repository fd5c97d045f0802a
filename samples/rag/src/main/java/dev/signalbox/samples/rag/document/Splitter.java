package dev.signalbox.samples.rag.document;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts documents into passages: what stands together below one heading, up to about {@value #MAX_WORDS} words. Where a
 * section is cut, the next passage begins with the block before the cut, if that is short.
 */
final class Splitter {

    /** To be raised with every change of what is read, cut, embedded or stored, so that documents are read anew. */
    static final int VERSION = 5;

    private static final int MAX_WORDS = 100;
    private static final int MAX_OVERLAP = 40;

    List<Passage> split(String document, DocumentText text) {
        List<Passage> passages = new ArrayList<>();
        List<Block> open = new ArrayList<>();
        for (Block block : text.blocks()) {
            for (Block piece : pieces(block)) {
                if (!open.isEmpty() && !fits(open, piece)) {
                    passages.add(passage(document, passages.size(), text.title(), open));
                    open = overlap(open, piece);
                }
                open.add(piece);
            }
        }
        if (!open.isEmpty()) {
            passages.add(passage(document, passages.size(), text.title(), open));
        }
        return passages;
    }

    private static boolean fits(List<Block> open, Block next) {
        return sameSection(open.get(0), next) && words(open) + words(next.text()) <= MAX_WORDS;
    }

    private static List<Block> overlap(List<Block> closed, Block next) {
        Block last = closed.get(closed.size() - 1);
        boolean repeat = closed.size() > 1 && sameSection(last, next) && words(last.text()) <= MAX_OVERLAP;
        return new ArrayList<>(repeat ? List.of(last) : List.of());
    }

    private static boolean sameSection(Block one, Block other) {
        return one.heading().equals(other.heading());
    }

    /** A block that is too long by itself, cut between sentences. */
    private static List<Block> pieces(Block block) {
        if (words(block.text()) <= MAX_WORDS) {
            return List.of(block);
        }
        List<Block> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String sentence : sentences(block.text())) {
            if (!piece.isEmpty() && words(piece.toString()) + words(sentence) > MAX_WORDS) {
                pieces.add(new Block(
                        block.heading(), block.page(), piece.toString().strip()));
                piece.setLength(0);
            }
            piece.append(sentence);
        }
        pieces.add(new Block(block.heading(), block.page(), piece.toString().strip()));
        return pieces;
    }

    private static List<String> sentences(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            sentences.addAll(parts(text.substring(start, end)));
            start = end;
        }
        return sentences;
    }

    /** What only looks like a sentence, as a list without full stops does, is cut between words. */
    private static List<String> parts(String sentence) {
        if (words(sentence) <= MAX_WORDS) {
            return List.of(sentence);
        }
        List<String> words = List.of(sentence.strip().split("\\s+"));
        List<String> parts = new ArrayList<>();
        for (int start = 0; start < words.size(); start += MAX_WORDS) {
            parts.add(String.join(" ", words.subList(start, Math.min(words.size(), start + MAX_WORDS))) + " ");
        }
        return parts;
    }

    private static Passage passage(String document, int number, String title, List<Block> blocks) {
        Block first = blocks.get(0);
        String text = String.join("\n", blocks.stream().map(Block::text).toList());
        return new Passage(document, number, title, first.heading(), first.page(), text);
    }

    private static int words(List<Block> blocks) {
        return blocks.stream().mapToInt(block -> words(block.text())).sum();
    }

    private static int words(String text) {
        return text.split("\\s+").length;
    }
}
