package dev.signalbox.samples.rag.extract;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes out of the passages of a prompt the sentences that share most with its question, weighing rare words more. */
final class Extract {

    private static final Pattern PASSAGE =
            Pattern.compile("<passage number=\"(\\d+)\">\\n(.*?)\\n(.*?)\\n</passage>", Pattern.DOTALL);
    private static final Pattern QUESTION = Pattern.compile("<question>(.*?)</question>", Pattern.DOTALL);
    private static final int SENTENCES = 2;
    private static final int SHORTEST = 4;

    private Extract() {}

    private record Sentence(int passage, String text, Set<String> words) {}

    static String question(String prompt) {
        Matcher question = QUESTION.matcher(prompt);
        return question.find() ? question.group(1).strip() : prompt;
    }

    static String answer(String prompt) {
        Set<String> asked = Words.of(question(prompt));
        List<Sentence> sentences = sentences(prompt);
        Map<String, Double> weights = weights(sentences);
        List<Sentence> best = sentences.stream()
                .filter(sentence -> sentence.words().stream().anyMatch(asked::contains))
                .sorted((one, other) -> Double.compare(score(other, asked, weights), score(one, asked, weights)))
                .limit(SENTENCES)
                .toList();
        return best.isEmpty()
                ? "I don't know."
                : best.stream()
                        .map(sentence -> sentence.text() + " [" + sentence.passage() + "]")
                        .collect(Collectors.joining(" "));
    }

    private static List<Sentence> sentences(String prompt) {
        Map<String, Sentence> sentences = new HashMap<>();
        Matcher passage = PASSAGE.matcher(prompt);
        while (passage.find()) {
            int number = Integer.parseInt(passage.group(1));
            Stream.of(passage.group(3).split("\n"))
                    .flatMap(line -> split(line).stream())
                    .map(text -> new Sentence(number, text, Words.of(text)))
                    .filter(sentence -> sentence.words().size() >= SHORTEST)
                    .forEach(sentence -> sentences.putIfAbsent(sentence.text(), sentence));
        }
        return sentences.values().stream()
                .sorted((one, other) -> Integer.compare(one.passage(), other.passage()))
                .toList();
    }

    private static List<String> split(String line) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(line);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            sentences.add(line.substring(start, end).strip());
            start = end;
        }
        return sentences;
    }

    private static Map<String, Double> weights(List<Sentence> sentences) {
        Map<String, Double> weights = new HashMap<>();
        sentences.forEach(sentence -> sentence.words().forEach(word -> weights.merge(word, 1.0, Double::sum)));
        weights.replaceAll((word, count) -> Math.log(1 + sentences.size() / count));
        return weights;
    }

    /** Long sentences share words by chance; the first passages are the better ones. */
    private static double score(Sentence sentence, Set<String> asked, Map<String, Double> weights) {
        double shared = sentence.words().stream()
                .filter(asked::contains)
                .mapToDouble(word -> weights.getOrDefault(word, 0.0))
                .sum();
        return shared / Math.sqrt(SENTENCES + sentence.words().size()) / Math.sqrt(sentence.passage());
    }
}
