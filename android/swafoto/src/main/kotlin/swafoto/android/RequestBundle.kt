package swafoto.android

import android.os.Bundle
import swafoto.PolicyChoice
import swafoto.RuleId

// A request travels in an intent, so it outlives the process: a retake that was in progress goes on as one.

private const val PRESET = "swafoto.preset"
private const val TOML = "swafoto.toml"
private const val REFERENCE = "swafoto.reference"
private const val NONCE = "swafoto.nonce"
private const val RETAKE = "swafoto.retake"
private const val DECLARED_COVERING = "swafoto.declared-covering"
private const val LIMIT = "swafoto.limit-milliseconds"
private const val SIGNING_KEY = "swafoto.signing-key"
private const val SPOKEN = "swafoto.spoken"
private const val LANGUAGES = "swafoto.languages"
private const val TEXTS = "swafoto.texts"
private const val CONTACT = "swafoto.contact"

internal fun SelfieRequest.toBundle(): Bundle = Bundle().also { bundle ->
    when (val policy = policy) {
        PolicyChoice.Standard -> Unit
        is PolicyChoice.Preset -> bundle.putString(PRESET, policy.name)
        is PolicyChoice.Toml -> bundle.putString(TOML, policy.text)
    }
    bundle.putString(REFERENCE, reference)
    bundle.putString(NONCE, nonce)
    bundle.putStringArray(RETAKE, retake.map { it.name }.toTypedArray())
    bundle.putBoolean(DECLARED_COVERING, declaredCovering)
    limitMilliseconds?.let { bundle.putLong(LIMIT, it) }
    bundle.putString(SIGNING_KEY, signingKey)
    bundle.putBoolean(SPOKEN, spoken)
    bundle.putStringArray(LANGUAGES, languages.toTypedArray())
    bundle.putBundle(TEXTS, Bundle().also { own -> texts.forEach(own::putString) })
    bundle.putString(CONTACT, contact)
}

internal fun requestOf(bundle: Bundle): SelfieRequest = SelfieRequest(
    policy = bundle.getString(TOML)?.let(PolicyChoice::Toml)
        ?: bundle.getString(PRESET)?.let(PolicyChoice::Preset)
        ?: PolicyChoice.Standard,
    reference = bundle.getString(REFERENCE),
    nonce = bundle.getString(NONCE),
    // An update may have come between, which knows a rule no more.
    retake = bundle.getStringArray(RETAKE).orEmpty().mapNotNull { name -> RuleId.entries.find { it.name == name } },
    declaredCovering = bundle.getBoolean(DECLARED_COVERING),
    limitMilliseconds = if (bundle.containsKey(LIMIT)) bundle.getLong(LIMIT) else null,
    signingKey = bundle.getString(SIGNING_KEY),
    spoken = bundle.getBoolean(SPOKEN),
    languages = bundle.getStringArray(LANGUAGES).orEmpty().toList(),
    texts = bundle.getBundle(TEXTS)?.run { keySet().associateWith { getString(it).orEmpty() } }.orEmpty(),
    contact = bundle.getString(CONTACT),
)
