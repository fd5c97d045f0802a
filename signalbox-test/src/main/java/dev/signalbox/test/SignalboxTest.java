package dev.signalbox.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests an application's routing offline: the configuration files as they are, but every deployment simulated, whatever
 * its dialect, and none left out for a missing key.
 *
 * <pre>{@code
 * @SignalboxTest
 * class PolicyTests {
 *
 *     @Test
 *     void personalDataStaysLocal(@Autowired Router router) {
 *         assertThat(router.explain(facts().tag("data", "pii"))).chose("in-house/qwen3-8b");
 *     }
 * }
 * }</pre>
 *
 * <p>Only Signalbox and, where its starter is present, LangChain4j's AI services are configured. Of the application's own
 * components, the slice holds those that take part in routing: facts contributors, listeners, strategies, customizers and
 * dialects. Others, and what {@code @Configuration} classes declare, are to be imported or {@link #includeFilters included}
 * by the test; an AI service is made only where a test asks for it, so that the tools of the others may be missing.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(SignalboxTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(SignalboxTypeExcludeFilter.class)
@ImportAutoConfiguration
public @interface SignalboxTest {

    /** Properties, as {@code name=value}, that win over those of the configuration files. */
    String[] properties() default {};

    /** What component scanning finds besides, under the names that components have in the application. */
    ComponentScan.Filter[] includeFilters() default {};
}
