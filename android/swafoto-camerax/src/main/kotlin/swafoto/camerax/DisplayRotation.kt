package swafoto.camerax

import android.content.Context
import android.hardware.display.DisplayManager
import android.view.View

/**
 * Follows the rotation of the display that `view` is on. Android builds a screen anew when it is turned, but not when it is
 * turned upside down, and not in split screen.
 */
internal class DisplayRotation(context: Context, private val view: View, private val turned: (Int) -> Unit) :
    DisplayManager.DisplayListener, AutoCloseable {
    private val manager: DisplayManager? = context.getSystemService(DisplayManager::class.java)
    private var rotation: Int? = view.display?.rotation

    init {
        manager?.registerDisplayListener(this, null)
    }

    override fun onDisplayAdded(displayId: Int) = Unit

    override fun onDisplayRemoved(displayId: Int) = Unit

    override fun onDisplayChanged(displayId: Int) {
        val now = view.display?.takeIf { it.displayId == displayId }?.rotation ?: return
        // Displays change in much else: their rate, their brightness.
        if (now == rotation) return
        rotation = now
        turned(now)
    }

    override fun close() {
        manager?.unregisterDisplayListener(this)
    }
}
