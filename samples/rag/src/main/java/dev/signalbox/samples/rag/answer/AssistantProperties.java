package dev.signalbox.samples.rag.answer;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How questions are answered.
 *
 * @param models Where the models come from, for people.
 * @param documents Folder of Markdown, HTML and PDF files, or one in the class path with classpath: before it.
 * @param index Where the index is, unless PostgreSQL keeps it.
 * @param passages Passages that a model gets with a question.
 * @param threshold Similarity of the best passage below which no model is asked, from 0 to 1.
 * @param weak Similarity of the best passage below which the search counts as weak, from 0 to 1.
 * @param hosts Names by which browsers reach the page, beside localhost and addresses.
 */
@ConfigurationProperties("assistant")
public record AssistantProperties(
        @DefaultValue("as configured") String models,
        @DefaultValue("classpath:documents/") String documents,
        @DefaultValue Index index,
        @DefaultValue("6") int passages,
        @DefaultValue("0.62") double threshold,
        @DefaultValue("0.68") double weak,
        @DefaultValue Set<String> hosts) {

    /** Checks the values. */
    public AssistantProperties {
        Assert.isTrue(
                passages >= 1 && passages <= 50, "assistant.passages is " + passages + ": write a number from 1 to 50");
        Assert.isTrue(
                threshold >= 0 && threshold <= 1,
                "assistant.threshold is " + threshold + ": write a number from 0 to 1");
        Assert.isTrue(
                weak >= threshold && weak <= 1,
                "assistant.weak is " + weak + ": write a number from assistant.threshold (" + threshold + ") to 1");
        hosts = hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Where the index is.
     *
     * @param folder Folder of the index, made where it is missing; one process at a time has it open.
     */
    public record Index(@DefaultValue("assistant-index") Path folder) {}
}
