package swafoto.android.guidance

import android.content.Context
import android.speech.tts.TextToSpeech
import android.view.accessibility.AccessibilityManager
import java.util.Locale

/**
 * Speaks hints aloud by the phone's own voice, where no screen reader does it already.
 *
 * A phone without a voice for the language stays silent: a hint in a voice that cannot pronounce it helps nobody.
 */
internal class SpokenGuidance(private val context: Context, private val locale: Locale) : AutoCloseable {
    private var ready = false
    private var waiting: String? = null
    private val voice = TextToSpeech(context.applicationContext, ::started)

    /** Says `text`, in place of what is being said: an old hint is an untrue one. */
    fun say(text: String) {
        val manager = context.getSystemService(AccessibilityManager::class.java)
        if (manager?.isTouchExplorationEnabled == true) return
        if (ready) voice.speak(text, TextToSpeech.QUEUE_FLUSH, null, text) else waiting = text
    }

    override fun close() = voice.shutdown()

    private fun started(status: Int) {
        if (status != TextToSpeech.SUCCESS || voice.setLanguage(locale) < TextToSpeech.LANG_AVAILABLE) return
        ready = true
        waiting?.let(::say)
    }
}
