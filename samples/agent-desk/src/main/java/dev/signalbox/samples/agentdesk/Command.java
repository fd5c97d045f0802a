package dev.signalbox.samples.agentdesk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the desk can be told. */
enum Command {
    START("\"3 days in Lisbon\"", "starts a run and shows what it does", true),
    RESUME("", "goes on with what was interrupted", true),
    APPROVE("[approval]", "lets a run do what it asked for, and goes on", true),
    DENY("[approval] [reason]", "does not, and goes on", true),
    CANCEL("[run]", "ends a run", true),
    RUNS("", "lists the runs", false),
    SHOW("[run]", "shows each step of a run, its policy, deployment, tokens and cost", false),
    LEDGER("", "adds up what the router has counted, by policy, role and deployment", false),
    HELP("", "shows this", false);

    private final String parameters;
    private final String meaning;
    private final boolean works;

    Command(String parameters, String meaning, boolean works) {
        this.parameters = parameters;
        this.meaning = meaning;
        this.works = works;
    }

    static Command of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word().equals(word))
                .findFirst()
                .orElse(HELP);
    }

    /** Whether a process with these arguments works on runs, rather than only looks at them. */
    static boolean works(String... arguments) {
        List<String> words =
                Arrays.stream(arguments).filter(word -> !word.startsWith("--")).toList();
        return words.isEmpty() || of(words.get(0)).works;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String help() {
        return Arrays.stream(values())
                .map(command -> "  %-30s %s".formatted(command.word() + " " + command.parameters, command.meaning))
                .collect(Collectors.joining("\n"));
    }
}
