package swafoto.android.guidance

import android.content.Context
import swafoto.CoveringText
import swafoto.Hint
import swafoto.Language
import swafoto.RuleId
import swafoto.android.R
import swafoto.coveringText
import swafoto.hintText
import swafoto.languageTag
import swafoto.ruleReason
import java.util.Locale

/** The core's catalogue, in one language. */
public class Words(private val language: Language) {
    /** The instruction in words. */
    public fun of(hint: Hint): String = hintText(hint, language)

    /** Why the rule matters and what holds it up, in words. */
    public fun of(rule: RuleId): String = ruleReason(rule, language)

    /** A text of the question whether the head is covered. */
    public fun of(text: CoveringText): String = coveringText(text, language)

    /** Several reasons, one a line. */
    public fun of(rules: List<RuleId>): String = rules.joinToString("\n") { of(it) }

    /** For voices that speak these words. */
    internal val locale: Locale get() = Locale.forLanguageTag(languageTag(language))

    public companion object {
        /** In the language that Android chose for our other texts, so that a screen never mixes two. */
        public fun of(context: Context): Words {
            // Without a call to the core: the first one loads the library, which is not for the main thread.
            val name = context.getString(R.string.swafoto_language)
            return Words(Language.entries.first { it.name == name })
        }
    }
}
