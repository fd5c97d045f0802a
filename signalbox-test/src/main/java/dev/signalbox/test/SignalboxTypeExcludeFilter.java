package dev.signalbox.test;

import dev.signalbox.router.RequestFactsContributor;
import dev.signalbox.router.autoconfigure.RouterCustomizer;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.strategy.Strategy;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Lets component scanning find only what takes part in routing. */
final class SignalboxTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<SignalboxTest> {

    private static final Set<Class<?>> INCLUDED = Set.of(
            RequestFactsContributor.class, RouterListener.class, Strategy.class, RouterCustomizer.class, Dialect.class);

    SignalboxTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }

    @Override
    protected boolean isUseDefaultFilters() {
        return true;
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return INCLUDED;
    }
}
