package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RetirementNoticeTests {

    @TempDir
    private Path folder;

    private Yaml yaml = Yaml.of("");

    @BeforeEach
    void writeCatalogue() throws Exception {
        Path file = Files.writeString(folder.resolve("own.tsv"), """
                # date: 2026-01-01
                openai\told\t1///1\t?\t?\t?\t2026-03-01
                openai\tstays\t1///1\t?\t?\t?\t-
                """);
        yaml = Yaml.of("""
                signalbox:
                  catalogue: { location: '%s' }
                  providers.openai.api-key: k
                  models:
                    a.deployments: openai/stays
                    b.deployments: [openai/stays, openai/old]
                """.formatted(file.toUri()));
    }

    private List<String> warnings(String today) {
        RouterConfiguration configuration = RouterConfiguration.read(yaml.environment(), List.of("openai"));
        return new RetirementNotice(configuration, LocalDate.parse(today)).warnings();
    }

    @Test
    void warnsSixtyDaysAhead() {
        assertThat(warnings("2025-12-30")).isEmpty();
        assertThat(warnings("2025-12-31"))
                .containsExactly("The model of the deployment 'openai/old' will be retired on 2026-03-01, says the"
                        + " catalogue. Write another model-id in 'signalbox.models.b.deployments[1]'.");
    }

    @Test
    void saysWhenItIsTooLate() {
        assertThat(warnings("2026-02-28")).first().asString().contains("will be retired on 2026-03-01");
        assertThat(warnings("2026-03-01")).first().asString().contains("was retired on 2026-03-01");
        assertThat(warnings("2028-03-01")).first().asString().contains("was retired on 2026-03-01");
    }

    @Test
    void asksTheClockOfTheApplicationAtStartup(CapturedOutput output) {
        Clock clock = Clock.fixed(Instant.parse("2026-02-20T12:00:00Z"), ZoneOffset.UTC);

        yaml.runner()
                .withBean(Clock.class, () -> clock)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output.getOut())
                .containsOnlyOnce("will be retired on 2026-03-01")
                .contains("WARN");
    }

    @Test
    void keepsQuietLongBefore(CapturedOutput output) {
        Clock clock = Clock.fixed(Instant.parse("2025-02-20T12:00:00Z"), ZoneOffset.UTC);

        yaml.runner()
                .withBean(Clock.class, () -> clock)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output.getOut()).contains("Signalbox: 2 models").doesNotContain("retired");
    }
}
