package dev.signalbox.router.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which of the router's properties hold what nobody may read. */
final class SecretProperties {

    /** Of a provider's properties only these may be shown. */
    private static final Set<String> SHOWN_OF_PROVIDERS =
            Set.of("preset", "dialect", "keyheader", "connecttimeout", "readtimeout");
    /** Of all others, those that may not. */
    private static final Set<String> HIDDEN = Set.of("secret", "hash", "managementkey", "password", "username", "url");

    private SecretProperties() {}

    /**
     * Whether the value of a property must not be shown.
     *
     * @param name of the property, or of the environment variable that stands for it
     */
    static boolean isSecret(String name) {
        String written = name.toLowerCase(Locale.ROOT).replaceAll("management[_-]key$", "managementkey");
        List<String> parts = List.of(written.replace("-", "").split("[._]", -1));
        String last = parts.get(parts.size() - 1);
        if (!parts.get(0).equals(SignalboxProperties.PREFIX) || parts.size() < 2) {
            return false;
        }
        return parts.get(1).equals("providers")
                ? parts.size() != 4 || !SHOWN_OF_PROVIDERS.contains(last)
                : HIDDEN.contains(last);
    }
}
