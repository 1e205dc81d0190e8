package main

import (
	"fmt"
	"strconv"
	"time"
)

// ordinary lets the company work: sign-ins, programs, connections and logons of people at their desks, and of servers at
// night.
func (w *world) ordinary() {
	for day := dayOne; day.Before(theEnd); day = day.AddDate(0, 0, 1) {
		for _, p := range w.people {
			if p.status != "active" {
				continue
			}
			if w.chance(8) {
				continue // away today
			}
			w.workday(p, day)
		}
		w.servers(day)
	}
}

const (
	officeBrowser = `{"operatingSystem":"Windows 11","browser":"Edge 124","isManaged":true}`
	phone         = `{"operatingSystem":"iOS 17","browser":"Mobile Safari","isManaged":false}`
)

func (w *world) workday(p *person, day time.Time) {
	start := day.Add(5*time.Hour + 30*time.Minute + time.Duration(w.rand.IntN(7200))*time.Second) // office hours in UTC
	end := start.Add(8*time.Hour + time.Duration(w.rand.IntN(5400))*time.Second)
	w.signIn(start, p, "Windows Sign In", p.office, p.country, "0", officeBrowser)
	w.logon(start, p.device, p.account, "2", "127.0.0.1")
	w.start(start.Add(20*time.Second), p, "explorer.exe", "explorer.exe", "userinit.exe", "userinit.exe")
	if w.chance(12) { // a mistyped password
		w.signIn(start.Add(-15*time.Second), p, "Windows Sign In", p.office, p.country, "50126", officeBrowser)
	}
	for range 28 + w.rand.IntN(16) {
		app := pick(w, []string{"Office 365 Exchange Online", "Microsoft Teams", "SharePoint Online", "ERP", "Expenses"})
		ip, device := p.office, officeBrowser
		if w.chance(15) {
			ip, device = fmt.Sprintf("192.0.2.%d", 150+len(p.account)%60), phone
		}
		result := "0"
		if w.chance(3) {
			result = pick(w, []string{"50126", "50074", "50140"})
		}
		w.signIn(w.between(start, end), p, app, ip, p.country, result, device)
	}
	for range 110 + w.rand.IntN(90) {
		w.work(w.between(start, end), p)
	}
	// Connections come in bursts: a page is many requests.
	for range 42 + w.rand.IntN(26) {
		at, s := w.between(start, end), pick(w, w.sites)
		program := pick(w, s.programs)
		for range 6 + w.rand.IntN(14) {
			w.connect(at, p.device, p.account, program, p.localIP, s.ip, "443", s.host, "")
			at = at.Add(time.Duration(w.rand.IntN(3)) * time.Second)
		}
	}
	if p.department == "IT" {
		for range 3 + w.rand.IntN(4) {
			at := w.between(start, end)
			w.start(at, p, "powershell.exe", `powershell.exe -NoProfile -File C:\Admin\Get-DiskReport.ps1`, "explorer.exe", "explorer.exe")
			w.logon(at.Add(4*time.Second), pick(w, []string{"FS-SRV-01", "ERP-SRV-01", "DC-01"}), p.account, "3", p.localIP)
		}
	}
}

// work starts one of the programs that people start all day.
func (w *world) work(at time.Time, p *person) {
	type program struct{ file, line, parent string }
	programs := []program{
		{"OUTLOOK.EXE", `"C:\Program Files\Office\OUTLOOK.EXE"`, "explorer.exe"},
		{"WINWORD.EXE", `"C:\Program Files\Office\WINWORD.EXE" /n C:\Users\Public\Documents\report.docx`, "explorer.exe"},
		{"EXCEL.EXE", `"C:\Program Files\Office\EXCEL.EXE" C:\Users\Public\Documents\plan.xlsx`, "explorer.exe"},
		{"msedge.exe", `"C:\Program Files\Edge\msedge.exe" --profile-directory=Default`, "explorer.exe"},
		{"msedge.exe", `"C:\Program Files\Edge\msedge.exe" --type=renderer`, "msedge.exe"},
		{"chrome.exe", `"C:\Program Files\Chrome\chrome.exe" --type=renderer`, "chrome.exe"},
		{"ms-teams.exe", `"C:\Program Files\Teams\ms-teams.exe"`, "explorer.exe"},
		{"splwow64.exe", `C:\Windows\splwow64.exe 8192`, "WINWORD.EXE"},
		{"SearchProtocolHost.exe", `SearchProtocolHost.exe Global\UsGthrFltPipe`, "SearchIndexer.exe"},
		{"backgroundTaskHost.exe", `backgroundTaskHost.exe -ServerName:App`, "svchost.exe"},
	}
	if p.department == "Engineering" {
		programs = append(programs, program{"git.exe", "git fetch origin", "bash.exe"}, program{"python.exe", "python -m pytest", "bash.exe"}, program{"powershell.exe", "powershell.exe -File build.ps1", "code.exe"})
	}
	c := pick(w, programs)
	w.start(at, p, c.file, c.line, c.parent, c.parent)
}

// servers run their jobs: backups, scans, and the service accounts that make noise in every real log.
func (w *world) servers(day time.Time) {
	for hour := range 24 {
		at := day.Add(time.Duration(hour) * time.Hour)
		for _, server := range []string{"FS-SRV-01", "ERP-SRV-01", "DC-01"} {
			for range 90 {
				p := pick(w, w.people)
				if p.status == "active" && hour >= 5 && hour < 17 {
					w.logon(w.between(at, at.Add(time.Hour)), server, p.account, "3", p.localIP)
				}
			}
			w.logon(at.Add(time.Duration(w.rand.IntN(60))*time.Second), server, "svc-monitor", "3", "10.20.0.5")
		}
	}
	for i, server := range []string{"FS-SRV-01", "ERP-SRV-01"} {
		at := day.Add(time.Duration(23+i)*time.Hour + 5*time.Minute)
		w.logon(at, server, "svc-backup", "3", "10.20.0.6")
		for range 60 {
			w.connect(at, server, "svc-backup", "backupagent.exe", "10.20.0.20", "10.20.0.6", "9102", "", `{"BytesSent":`+strconv.Itoa(40_000_000+w.rand.IntN(9)*1_000_000)+`}`)
			at = at.Add(30 * time.Second)
		}
	}
}

// The four kinds of events.

var resultTexts = map[string]string{"0": "", "50126": "Invalid username or password", "50074": "Strong authentication is required", "50140": "Interrupted: keep me signed in", "50053": "Account is locked"}

func (w *world) signIn(at time.Time, p *person, app, ip, country, result, device string) {
	client, requirement := "Browser", "multiFactorAuthentication"
	if app == "Windows Sign In" {
		client = "Mobile Apps and Desktop clients"
	}
	w.signInWith(at, p, app, ip, country, result, client, requirement, device)
}

func (w *world) signInWith(at time.Time, p *person, app, ip, country, result, client, requirement, device string) {
	w.signin.add(at, p.upn(), p.first+" "+p.last, app, ip, country, result, resultTexts[result], client, requirement, device)
}

func (w *world) start(at time.Time, p *person, file, line, parent, parentLine string) {
	w.startOn(at, p.device, p.account, file, line, parent, parentLine)
}

func (w *world) startOn(at time.Time, device, account, file, line, parent, parentLine string) {
	id := 1000 + 4*w.rand.IntN(64)
	w.process.add(at, device, account, file, line, strconv.Itoa(id), parent, parentLine, strconv.Itoa(700+4*(len(parent)%16)))
}

func (w *world) connect(at time.Time, device, account, program, from, to, port, host, extra string) {
	w.network.add(at, device, account, program, "ConnectionSuccess", from, to, port, host, extra)
}

func (w *world) logon(at time.Time, computer, account, kind, ip string) {
	w.security.add(at, computer, "4624", "4624 - An account was successfully logged on.", "", account, kind, ip, "", "")
	if kind == "3" { // a network logon ends soon
		w.security.add(at.Add(time.Duration(20+w.rand.IntN(600))*time.Second), computer, "4634", "4634 - An account was logged off.", "", account, kind, "", "", "")
	}
}
