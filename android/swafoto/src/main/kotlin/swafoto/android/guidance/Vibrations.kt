package swafoto.android.guidance

import android.content.Context
import android.os.Build
import android.os.VibrationEffect
import android.os.Vibrator

/** Plays haptics, on phones that have a motor. */
internal class Vibrations(context: Context) {
    private val vibrator = context.getSystemService(Vibrator::class.java)?.takeIf { it.hasVibrator() }

    fun play(haptic: Haptic) {
        val vibrator = vibrator ?: return
        val timings = haptic.timings
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.O) {
            vibrator.vibrate(VibrationEffect.createWaveform(timings, ONCE))
        } else {
            @Suppress("DEPRECATION")
            vibrator.vibrate(timings, ONCE)
        }
    }

    private companion object {
        const val ONCE = -1
    }
}

/** Pause and pulse in turns, in milliseconds. Number and length of pulses differ: cheap motors have one strength. */
internal val Haptic.timings: LongArray get() = when (this) {
    Haptic.CLOSER -> longArrayOf(0, 60, 90, 60)
    Haptic.HOLD -> longArrayOf(0, 250)
    Haptic.DONE -> longArrayOf(0, 60, 60, 60, 60, 300)
}
