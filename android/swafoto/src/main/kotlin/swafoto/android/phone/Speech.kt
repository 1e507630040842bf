package swafoto.android.phone

import android.view.View
import android.view.accessibility.AccessibilityManager
import swafoto.Announcement
import swafoto.Screen

/** Says what there is to say: by the screen reader where one runs, else by the phone's voice where the screen speaks. */
internal class Speech(private val view: View) : AutoCloseable {
    private val manager = view.context.getSystemService(AccessibilityManager::class.java)
    private var voice: Voice? = null

    fun say(announcement: Announcement, screen: Screen?) {
        if (manager?.isTouchExplorationEnabled == true) {
            if (announcement.interrupts) manager.interrupt()
            @Suppress("DEPRECATION")
            view.announceForAccessibility(announcement.text)
        } else if (screen?.speaks == true) {
            voice(screen.language).say(announcement)
        }
    }

    override fun close() {
        voice?.close()
        voice = null
    }

    private fun voice(language: String): Voice {
        voice?.takeIf { it.language == language }?.let { return it }
        close()
        return Voice(view.context, language).also { voice = it }
    }
}
