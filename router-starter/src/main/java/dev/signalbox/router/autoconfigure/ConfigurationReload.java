package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.ReloadFailedException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterReload;
import java.util.List;
import java.util.stream.Collectors;
import lombok.extern.slf4j.Slf4j;
import org.springframework.core.env.ConfigurableEnvironment;

/** Loads the configuration again from the application's files. One at a time. */
@Slf4j
final class ConfigurationReload implements RouterReload {

    private final ConfigurationFiles files;
    private final ConfigurationSource source;
    private final RouterAssembly assembly;
    private final Router router;
    private WrittenProperties inForce;
    private WrittenProperties seen;
    private String complaint = "";

    ConfigurationReload(
            ConfigurableEnvironment started,
            ConfigurationFiles files,
            ConfigurationSource source,
            RouterAssembly assembly,
            Router router) {
        this.files = files;
        this.source = source;
        this.assembly = assembly;
        this.router = router;
        this.inForce = WrittenProperties.of(started);
        this.seen = inForce;
    }

    @Override
    public synchronized List<String> reload() {
        ConfigurableEnvironment environment = read();
        seen = WrittenProperties.of(environment);
        return reload(environment);
    }

    /** Does nothing if no property was written differently since the last look; what does not fit is logged once. */
    synchronized void reloadIfChanged() {
        try {
            ConfigurableEnvironment environment = read();
            WrittenProperties now = WrittenProperties.of(environment);
            if (!now.equals(seen)) {
                seen = now;
                reload(environment);
            }
            complaint = "";
        } catch (ReloadFailedException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(complaint)) {
                log.warn("{}", message);
            }
            complaint = message;
        }
    }

    private ConfigurableEnvironment read() {
        try {
            return files.read();
        } catch (RuntimeException e) {
            throw failed("A configuration file cannot be read: ", e, source.environment());
        }
    }

    private List<String> reload(ConfigurableEnvironment environment) {
        WrittenProperties next = WrittenProperties.of(environment);
        List<String> changes = inForce.changesTo(next);
        try {
            assembly.reload(router, source.read(environment));
        } catch (RuntimeException e) {
            throw failed("", e, environment);
        }
        inForce = next;
        log.info(
                "Signalbox: the configuration was loaded again. {}",
                changes.isEmpty()
                        ? "Nothing in it has changed."
                        : changes.stream().collect(Collectors.joining("\n  ", "Changed:\n  ", "")));
        return changes;
    }

    private static ReloadFailedException failed(
            String what, RuntimeException cause, ConfigurableEnvironment environment) {
        String text = what + FailureText.of(cause, environment);
        return new ReloadFailedException(
                "The configuration was not loaded again; the one in force stays. " + text, cause);
    }
}
