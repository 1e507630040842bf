package swafoto.android.guidance

import android.content.Context
import android.media.AudioAttributes
import android.os.Build
import android.os.VibrationAttributes
import android.os.VibrationEffect
import android.os.Vibrator

/**
 * Plays haptics, on phones that have a motor. Android is told that they are for accessibility: as an answer to a touch, which
 * it takes them for otherwise, they would be off where the person has switched that off.
 */
internal class Vibrations(context: Context) {
    private val vibrator = context.getSystemService(Vibrator::class.java)?.takeIf { it.hasVibrator() }

    fun play(haptic: Haptic) {
        val vibrator = vibrator ?: return
        val timings = haptic.timings
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            val attributes = VibrationAttributes.createForUsage(VibrationAttributes.USAGE_ACCESSIBILITY)
            vibrator.vibrate(VibrationEffect.createWaveform(timings, ONCE), attributes)
            return
        }
        val attributes = AudioAttributes.Builder().setUsage(AudioAttributes.USAGE_ASSISTANCE_ACCESSIBILITY).build()
        @Suppress("DEPRECATION")
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.O) {
            vibrator.vibrate(VibrationEffect.createWaveform(timings, ONCE), attributes)
        } else {
            vibrator.vibrate(timings, ONCE, attributes)
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
