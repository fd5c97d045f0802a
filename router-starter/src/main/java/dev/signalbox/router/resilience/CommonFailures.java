package dev.signalbox.router.resilience;

import dev.signalbox.router.resilience.FailureCodes.Rule;
import java.util.List;

/**
 * What providers, gateways and model servers have in common, or alone but beyond doubt. Special cases come first: a
 * request that one deployment cannot serve is no quota that has run out and no wrong request. The last rules are for
 * errors without status, inside an answer that began well.
 */
final class CommonFailures {

    static final List<Rule> RULES = List.of(
            Rule.words(
                    FailureKind.REFUSED,
                    "can only afford",
                    "does not support (tools|functions|function calling|image|vision)",
                    "location is not supported",
                    "request too large for model",
                    "no endpoints found"),
            Rule.codes(
                    FailureKind.REFUSED,
                    "unsupported_country_region_territory",
                    "region_restricted",
                    "privacy_restricted",
                    "constraint_filtered",
                    "no_endpoints",
                    "request_too_large",
                    "payload_too_large"),
            Rule.codes(
                    FailureKind.QUOTA_EXHAUSTED,
                    "insufficient_quota",
                    "payment_required",
                    "billing_(hard_limit_reached|not_active|error)",
                    "credit_balance_(exhausted|too_low)",
                    "(organization|project)_(usage|spend)_limit_exceeded",
                    "enforced_spend_limit_reached"),
            Rule.words(
                    FailureKind.QUOTA_EXHAUSTED,
                    "credit balance is too low",
                    "reached your specified (workspace )?api usage limits",
                    "insufficient (balance|credits)"),
            Rule.codes(
                    FailureKind.CONTEXT_TOO_LONG,
                    "context_length_exceeded",
                    "string_too_long",
                    "(token_limit|max_tokens)_exceeded",
                    "exceed_context_size_error"),
            Rule.words(
                    FailureKind.CONTEXT_TOO_LONG,
                    "maximum context length",
                    "prompt is too long",
                    "exceeds? (the )?(context (length|limit|window|size)|available context size|maximum context length)",
                    "exceeds the maximum number of tokens allowed",
                    "longer than the maximum model length",
                    "maximum prompt length is \\d",
                    "input is too long for requested model"),
            Rule.codes(
                    FailureKind.CONTENT_REFUSED,
                    "content_filter(ed)?",
                    "content_policy_violation",
                    "responsibleaipolicyviolation",
                    "moderation_blocked",
                    "refusal",
                    "blockreason"),
            Rule.words(
                    FailureKind.CONTENT_REFUSED,
                    "blocked by content filtering policy",
                    "flagged as potentially violating",
                    "violates usage guidelines"),
            Rule.codes(
                    FailureKind.MODEL_NOT_FOUND,
                    "model_(not_found|not_available|deprecated|decommissioned|unavailable_upstream)",
                    "free_variant_ended",
                    "deploymentnotfound",
                    "invalid_model"),
            Rule.words(
                    FailureKind.MODEL_NOT_FOUND,
                    "the model \\S{1,200} does not exist",
                    "model ['\"`]\\S{1,200}['\"`] not found",
                    "models/\\S{1,200} is not found",
                    "is not a valid model id"),
            Rule.codes(
                    FailureKind.AUTHENTICATION,
                    "invalid_api_key",
                    "authentication(_error)?",
                    "unauthenticated",
                    "api_key_(invalid|expired|service_blocked|http_referrer_blocked|ip_address_blocked)"),
            Rule.words(
                    FailureKind.AUTHENTICATION,
                    "(incorrect|invalid) api key",
                    "api key (not valid|expired|was reported as leaked)"),
            Rule.codes(
                    FailureKind.RATE_LIMITED,
                    "rate_?limit(_error|_exceeded|ed|reached)?",
                    "too_many_requests",
                    "resource_exhausted",
                    "capacity_exhausted"),
            Rule.codes(FailureKind.REFUSED, "permission_(error|denied)"),
            Rule.codes(FailureKind.TIMEOUT, "timeout(_error)?", "deadline_exceeded"),
            Rule.codes(
                    FailureKind.BAD_REQUEST,
                    "invalid_request(_error)?",
                    "invalid_argument",
                    "invalid_prompt",
                    "unprocessable",
                    "not_found(_error)?"));

    private CommonFailures() {}
}
