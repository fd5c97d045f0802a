package dev.signalbox.samples.compare;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.validation.annotation.Validated;

/**
 * What is compared, and how.
 *
 * @param name of the comparison
 * @param prompts lines of JSON
 * @param contenders models or policies
 * @param judge the model or policy that grades what has a rubric; none grades without
 * @param out the folder of the results
 * @param concurrency how many calls are under way at most
 * @param repetitions how often each prompt is asked
 * @param seed of the intervals
 * @param margin how much worse than any other is still good enough
 * @param maxCost in USD; no call begins once it is spent
 * @param retryFailures whether what failed in an earlier run, calls or grades, is done again
 */
@Validated
@ConfigurationProperties("comparison")
record CompareProperties(
        @NotBlank @DefaultValue("comparison") String name,
        @DefaultValue("classpath:prompts.jsonl") Resource prompts,
        @NotEmpty List<String> contenders,
        @Nullable String judge,
        @NotNull Path out,
        @Min(1) @Max(1000) @DefaultValue("8") int concurrency,
        @Min(1) @Max(1000) @DefaultValue("1") int repetitions,
        @DefaultValue("42") long seed,

        @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) @DefaultValue("0.05")
        double margin,

        @Positive @Nullable BigDecimal maxCost,
        @DefaultValue("false") boolean retryFailures) {}
