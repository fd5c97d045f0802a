package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.RouterBuilder;

/** A bean that changes the router before it is built, after everything that is configured has been added. */
@FunctionalInterface
public interface RouterCustomizer {

    /** Changes what the router is made of. */
    void customize(RouterBuilder builder);
}
