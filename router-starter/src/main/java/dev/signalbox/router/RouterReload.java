package dev.signalbox.router;

import java.util.List;

/** Loads the router's configuration again, from wherever it came. A bean of this type is there for applications to call. */
@FunctionalInterface
public interface RouterReload {

    /**
     * Puts what is configured now in the place of what is in force, as {@link Router#reload} does.
     *
     * @return what has changed, a line each, without secrets; empty if nothing has
     * @throws ReloadFailedException if what is configured now does not fit; then nothing has changed
     */
    List<String> reload();
}
