package swafoto.android.guidance

import swafoto.CoveringText
import swafoto.Hint
import swafoto.RuleId
import swafoto.State
import swafoto.android.SelfieResult
import swafoto.android.session.Guidance

/** What a person feels who does not see the screen. */
public enum class Haptic {
    /** Come closer. */
    CLOSER,

    /** All is well: stay like that. */
    HOLD,

    /** The photo was taken. */
    DONE,
}

/**
 * What to say and to let the person feel, now and once.
 *
 * @property text to be spoken and shown; nothing where there is nothing new to say, empty where what was shown no longer
 *   holds and the question stands in its place.
 * @property haptic nothing where there is nothing to feel.
 * @property question to be spoken, and shown with its buttons: whether the head is covered. Nothing where it was asked before.
 */
public data class Announcement(val text: String?, val haptic: Haptic?, val question: String? = null) {
    /** All that is to be spoken, in one; nothing where nothing is. */
    public val spoken: String?
        get() = listOfNotNull(text, question).filter(String::isNotEmpty).joinToString("\n").ifEmpty { null }
}

/**
 * Turns a stream of guidance into announcements: each hint once, not again while it stays; help and the question once; the
 * state's haptics when it begins.
 *
 * It says only what the core says, and has no memory but what it said last.
 */
public class Announcer(private val words: Words) {
    private var hint: Hint? = null
    private var help = emptyList<RuleId>()
    private var state: State? = null
    private var asked = false

    /** What is new in `guidance`; nothing where nothing is. */
    public fun hear(guidance: Guidance): Announcement? {
        val update = guidance.update
        // A frame without a hint is no news: what was said last still holds.
        val newHint = update.hint?.takeIf { it != hint }
        val newHelp = update.help.takeIf { it.isNotEmpty() && it != help }
        val newState = update.state.takeIf { it != state }
        newHint?.let { hint = it }
        newHelp?.let { help = it }
        state = update.state
        val newQuestion = update.askCovering && !asked
        asked = update.askCovering
        // The question and its buttons say what the hint to answer it says.
        val replaced = asked && hint == Hint.ASK_COVERING
        val said = newHint?.takeUnless { replaced }
        val text = listOfNotNull(said?.let(words::of), newHelp?.let(words::of)).joinToString("\n")
        val emptied = replaced && (newHint != null || newQuestion)
        val haptic = when {
            newState == State.ACCEPTED -> Haptic.DONE
            newState == State.HOLDING -> Haptic.HOLD
            newHint == Hint.MOVE_CLOSER -> Haptic.CLOSER
            else -> null
        }
        val question = if (newQuestion) words.of(CoveringText.QUESTION) else null
        return Announcement(text.takeIf { it.isNotEmpty() || emptied }, haptic, question).takeIf { it != NOTHING }
    }

    /** Something else was said meanwhile: what the core says next is news, even if it said so before. */
    public fun forget() {
        hint = null
        help = emptyList()
        asked = false
    }

    /** What is new once the session has ended: the photo's haptic, where the last guidance came too late to be heard. */
    public fun hear(result: SelfieResult): Announcement? {
        val taken = result is SelfieResult.Accepted && state != State.ACCEPTED
        return if (taken) Announcement(null, Haptic.DONE).also { state = State.ACCEPTED } else null
    }

    private companion object {
        val NOTHING = Announcement(null, null)
    }
}
