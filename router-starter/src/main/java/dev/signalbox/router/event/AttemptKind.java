package dev.signalbox.router.event;

/** Why an attempt was made. */
public enum AttemptKind {
    /** It is the first of its call. */
    FIRST,
    /** The one before has failed, and the same model is tried again, be it at another deployment. */
    RETRY,
    /** The one before has failed, and another model of the policy is tried. */
    FALLBACK,
    /** Another one brought nothing for a time; it goes on beside this one. */
    HEDGE
}
