package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	// sampleEvery is the interval between samples.
	sampleEvery = 20 * time.Millisecond
	// tick is the unit of CPU time in /proc, USER_HZ, which is 100 on every
	// platform that Go supports.
	tick = 10 * time.Millisecond
)

// process is the last sample of one process.
type process struct {
	included  bool // It is the CLI or below it.
	provider  bool
	cpu       time.Duration
	waitedFor time.Duration // CPU time of children that it has waited for.
	peakKB    int
	files     int
}

// sampler watches a CLI and all processes below it.
type sampler struct {
	root int
	seen map[int]*process
	stop chan struct{}
	done chan usage
}

// watch starts to watch a process.
func watch(root int) *sampler {
	s := &sampler{root: root, seen: map[int]*process{}, stop: make(chan struct{}), done: make(chan usage)}
	go func() {
		ticker := time.NewTicker(sampleEvery)
		defer ticker.Stop()
		for {
			s.sample()
			select {
			case <-ticker.C:
			case <-s.stop:
				s.done <- s.sum()
				return
			}
		}
	}()
	return s
}

// end stops watching. The total is that of wait4 for the CLI and all processes that it
// has waited for; the last samples of the providers divide it.
func (s *sampler) end(total time.Duration) usage {
	close(s.stop)
	used := <-s.done
	used.CLICPU = max(total-used.ProviderCPU, 0)
	return used
}

func (s *sampler) sum() usage {
	used := usage{Measured: true}
	for id, p := range s.seen {
		switch {
		case !p.included:
		case p.provider:
			used.ProviderCPU += p.cpu
			used.ProviderPeakKB = max(used.ProviderPeakKB, p.peakKB)
			used.ProviderFiles = max(used.ProviderFiles, p.files)
			used.Providers++
		case id == s.root:
			used.CLIPeakKB = p.peakKB
		}
	}
	// A provider that ended between two samples used more time than was sampled. Its
	// parent has the total.
	if root := s.seen[s.root]; root != nil {
		used.ProviderCPU = max(used.ProviderCPU, root.waitedFor)
	}
	return used
}

// sample reads all processes. Those of others are read once.
func (s *sampler) sample() {
	names, err := readNames("/proc")
	if err != nil {
		return
	}
	for _, name := range names {
		id, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		if p := s.seen[id]; p == nil || p.included {
			s.read(id)
		}
	}
}

func (s *sampler) read(id int) {
	folder := filepath.Join("/proc", strconv.Itoa(id))
	stat, err := os.ReadFile(filepath.Join(folder, "stat")) //nolint:gosec // A file of the kernel's.
	if err != nil {
		return // It has ended.
	}
	// The name is in parentheses and can contain anything; the fields follow it.
	open, closing := bytes.IndexByte(stat, '('), bytes.LastIndexByte(stat, ')')
	if open < 0 || closing < open {
		return
	}
	fields := strings.Fields(string(stat[closing+1:]))
	if len(fields) < 15 {
		return
	}
	p := s.seen[id]
	if p == nil {
		parentID := number(fields[1])
		parent := s.seen[parentID]
		if parent == nil && parentID != 0 && id != s.root {
			return // Its parent was not read yet.
		}
		p = &process{included: id == s.root || parent != nil && parent.included}
		s.seen[id] = p
	}
	if !p.included {
		return
	}
	// A forked process has its parent's name and memory until it executes.
	if executed := strings.HasPrefix(string(stat[open+1:closing]), "terraform-prov"); executed != p.provider {
		p.provider, p.peakKB = executed, 0
	}
	p.cpu = time.Duration(number(fields[11])+number(fields[12])) * tick
	p.waitedFor = time.Duration(number(fields[13])+number(fields[14])) * tick
	status, _ := os.ReadFile(filepath.Join(folder, "status")) //nolint:gosec // A file of the kernel's.
	if _, rest, found := strings.Cut(string(status), "VmHWM:"); found {
		p.peakKB = max(p.peakKB, number(strings.Fields(rest)[0]))
	}
	if p.provider {
		open, _ := readNames(filepath.Join(folder, "fd"))
		p.files = max(p.files, len(open))
	}
}

// readNames lists a folder without reading the metadata of its entries.
func readNames(folder string) ([]string, error) {
	opened, err := os.Open(folder) //nolint:gosec // A folder of the kernel's.
	if err != nil {
		return nil, err
	}
	defer func() { _ = opened.Close() }()
	return opened.Readdirnames(-1)
}

// number is a number as the kernel writes it.
func number(text string) int {
	value, _ := strconv.Atoi(text)
	return value
}
