package dev.signalbox.samples.rag.document;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Cuts documents into passages: what stands together below one heading, up to about {@value #MAX_WORDS} words or 2,500
 * characters. Where a section is cut, the next passage begins with the block before the cut, if that has no more than
 * {@value #MAX_OVERLAP} words, and is longer by that.
 */
final class Splitter {

    /** To be raised with every change of what is read, cut, embedded or stored, so that documents are read anew. */
    static final int VERSION = 6;

    private static final int MAX_WORDS = 100;
    private static final int MAX_OVERLAP = 40;
    private static final int LONG_WORD = 25;
    private static final Pattern WORD = Pattern.compile("\\S{1,1000}\\s*");

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
        return sameSection(open.get(0), next) && size(open) + size(next.text()) <= MAX_WORDS;
    }

    private static List<Block> overlap(List<Block> closed, Block next) {
        Block last = closed.get(closed.size() - 1);
        boolean repeat = closed.size() > 1 && sameSection(last, next) && size(last.text()) <= MAX_OVERLAP;
        return new ArrayList<>(repeat ? List.of(last) : List.of());
    }

    private static boolean sameSection(Block one, Block other) {
        return one.heading().equals(other.heading());
    }

    /** A block that is too long by itself, cut between sentences. */
    private static List<Block> pieces(Block block) {
        if (size(block.text()) <= MAX_WORDS) {
            return List.of(block);
        }
        return joined(sentences(block.text())).stream()
                .map(piece -> new Block(block.heading(), block.page(), piece.strip()))
                .toList();
    }

    private static List<String> joined(List<String> texts) {
        List<String> joined = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String text : texts) {
            if (!open.isEmpty() && size(open.toString()) + size(text) > MAX_WORDS) {
                joined.add(open.toString());
                open.setLength(0);
            }
            open.append(text);
        }
        joined.add(open.toString());
        return joined;
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

    /** What only looks like a sentence, as a list without full stops does, is cut between words, or inside of them. */
    private static List<String> parts(String sentence) {
        if (size(sentence) <= MAX_WORDS) {
            return List.of(sentence);
        }
        return joined(WORD.matcher(sentence).results().map(MatchResult::group).toList());
    }

    private static Passage passage(String document, int number, String title, List<Block> blocks) {
        Block first = blocks.get(0);
        String text = String.join("\n", blocks.stream().map(Block::text).toList());
        return new Passage(document, number, title, first.heading(), first.page(), text);
    }

    private static int size(List<Block> blocks) {
        return blocks.stream().mapToInt(block -> size(block.text())).sum();
    }

    /** In words; what has longer ones than {@value #LONG_WORD} characters on average, as if it had more. */
    private static int size(String text) {
        return Math.max(text.split("\\s+").length, (text.length() + LONG_WORD - 1) / LONG_WORD);
    }
}
