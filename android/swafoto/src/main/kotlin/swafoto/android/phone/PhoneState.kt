package swafoto.android.phone

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.os.Build
import android.os.PowerManager
import swafoto.Event
import swafoto.Heat

/** Tells how hot the phone is, as of Android 10, and whether it saves its battery: at the start, and whenever it changes. */
internal class PhoneState(private val context: Context, private val tell: (Event) -> Unit) {
    private val power = context.getSystemService(PowerManager::class.java)
    private var stop: (() -> Unit)? = null

    fun start() {
        val power = power ?: return
        if (stop != null) return
        val receiver = object : BroadcastReceiver() {
            override fun onReceive(context: Context, intent: Intent) = tell(Event.PowerSaving(power.isPowerSaveMode))
        }
        context.registerReceiver(receiver, IntentFilter(PowerManager.ACTION_POWER_SAVE_MODE_CHANGED))
        tell(Event.PowerSaving(power.isPowerSaveMode))
        val cool = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) listen(power) else ({})
        stop = {
            context.unregisterReceiver(receiver)
            cool()
        }
    }

    fun stop() {
        stop?.invoke()
        stop = null
    }

    private fun listen(power: PowerManager): () -> Unit {
        val listener = PowerManager.OnThermalStatusChangedListener { tell(Event.Heat(heatOf(it))) }
        try {
            tell(Event.Heat(heatOf(power.currentThermalStatus)))
            power.addThermalStatusListener(listener)
        } catch (_: RuntimeException) {
            // The phone does not say: Android throws where its maker left that out.
            return {}
        }
        return { power.removeThermalStatusListener(listener) }
    }
}

/** Android's scale in the core's, as [Heat] says. */
internal fun heatOf(status: Int): Heat = when {
    status <= PowerManager.THERMAL_STATUS_LIGHT -> Heat.NOMINAL
    status == PowerManager.THERMAL_STATUS_MODERATE -> Heat.FAIR
    status == PowerManager.THERMAL_STATUS_SEVERE -> Heat.SERIOUS
    else -> Heat.CRITICAL
}
